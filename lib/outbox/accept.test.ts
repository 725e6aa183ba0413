/** Nothing sent is sent twice: what acceptance promises, on both databases. */
import type { Transaction } from 'kysely'
import { expect, test } from 'vitest'
import { onEachEngine } from '#lib/db/engines.testing.ts'
import type { Schema } from '#lib/db/schema.ts'
import { newToken } from '#lib/threads/access.ts'
import {
  type AcceptedRequest,
  acceptReply,
  acceptRequest,
  type PendingRequest,
  type Refusal,
} from './accept.ts'

const conversation = {
  subject: 'Broken zip',
  body: 'The zip broke on day one.',
  customer: { name: 'Mia Berg', email: 'mia@example.org' },
  channel: 'support',
  tags: ['contact-form'],
  data: {},
}
const request = (requestId: string, message = conversation.body) => ({
  form: 'support',
  requestId,
  tokens: [`token of ${message}`] as const,
  typed: { subject: conversation.subject, message },
  conversation: { ...conversation, body: message },
})
const reply = (threadId: string, requestId: string, body: string) => ({
  threadId,
  requestId,
  message: { body, customer: conversation.customer },
})

onEachEngine((open) => {
  test('the same form sent fifty times at once is one row', async () => {
    const database = await open()
    const requestId = newToken()
    const all = await Promise.all(
      Array.from({ length: 50 }, () => acceptRequest(database, request(requestId), 1_000)),
    )
    const rows = await database.kysely.selectFrom('outbox').select('id').execute()
    expect(rows).toHaveLength(1)
    expect(all).toEqual(
      all.map(() => ({ outcome: 'accepted', id: rows[0]?.id, token: request(requestId).tokens[0] })),
    )
    expect(await database.kysely.selectFrom('thread').select('id').execute()).toHaveLength(1)
  })

  test('a reply sent again with the same file is the same, wherever the file lies now; with another it is not', async () => {
    const database = await open()
    await acceptRequest(database, request(newToken()), 1_000)
    const { id } = await database.kysely.selectFrom('thread').select('id').executeTakeFirstOrThrow()
    const requestId = newToken()
    const withFile = (upload: string, sha256: string) => {
      const file = { url: `https://help.example.com/${upload}`, name: 'a.pdf' }
      const sent = reply(id, requestId, 'See the file.')
      return {
        ...sent,
        message: { ...sent.message, attachments: [{ ...file, upload: { id: upload, bytes: 1, sha256 } }] },
      }
    }
    const first = await acceptReply(database, withFile('one', 'aa'), 2_000)
    expect(first.outcome).toBe('accepted')
    expect(await acceptReply(database, withFile('two', 'aa'), 3_000)).toEqual(first)
    expect(await acceptReply(database, withFile('three', 'bb'), 4_000)).toEqual({ outcome: 'reused' })
  })

  test('a used request id with other words stores nothing', async () => {
    const database = await open()
    const requestId = newToken()
    await acceptRequest(database, request(requestId), 1_000)
    expect(await acceptRequest(database, request(requestId, 'Other words.'), 2_000)).toEqual({
      outcome: 'reused',
    })
    expect(await database.kysely.selectFrom('outbox').select('id').execute()).toHaveLength(1)
  })

  test('the same request after a change of secret has the link it had before', async () => {
    const database = await open()
    const first = { ...request(newToken()), tokens: ['before'] as const }
    await acceptRequest(database, first, 1_000)
    const again = await acceptRequest(database, { ...first, tokens: ['after', 'before'] }, 2_000)
    expect(again).toMatchObject({ outcome: 'accepted', token: 'before' })
    expect(await database.kysely.selectFrom('thread').select('id').execute()).toHaveLength(1)
  })

  test('what is found out on the way is stored with the request, or not at all', async () => {
    const database = await open()
    const note = (transaction: Transaction<Schema>, id: string) =>
      transaction.insertInto('tally').values({ key: id, count: 1, holder: null, until_ms: 9_000 }).execute()
    const noted = async () => (await database.kysely.selectFrom('tally').select('key').execute()).length
    const requestId = newToken()
    const known: boolean[] = []
    const pending = (answer: AcceptedRequest | Refusal | Error): PendingRequest => ({
      requestId,
      async compose(transaction, isKnown) {
        known.push(isKnown)
        await note(transaction, newToken())
        if (answer instanceof Error) throw answer
        return answer
      },
    })
    await expect(acceptRequest(database, pending(new Error('as told')), 1_000)).rejects.toThrow('as told')
    expect(await noted()).toBe(0)
    const refused = await acceptRequest(database, pending({ refusedUntilMs: 5_000 }), 2_000)
    expect(refused).toEqual({ outcome: 'refused', untilMs: 5_000 })
    expect(await noted()).toBe(1)
    expect(await database.kysely.selectFrom('outbox').select('id').execute()).toEqual([])
    const first = await acceptRequest(database, pending(request(requestId)), 3_000)
    expect(first.outcome).toBe('accepted')
    expect(await acceptRequest(database, pending(request(requestId)), 4_000)).toEqual(first)
    expect(known).toEqual([false, false, false, true])
  })

  test('the link’s token is stored nowhere, only its hash', async () => {
    const database = await open()
    const requestId = newToken()
    const { tokens } = request(requestId)
    await acceptRequest(database, request(requestId), 1_000)
    const rows = [
      ...(await database.kysely.selectFrom('thread').selectAll().execute()),
      ...(await database.kysely.selectFrom('outbox').selectAll().execute()),
    ]
    expect(JSON.stringify(rows)).not.toContain(requestId)
    expect(JSON.stringify(rows)).not.toContain(tokens[0])
  })

  test('replies of one moment get one place each, in the thread they belong to', async () => {
    const database = await open()
    const accepted = await acceptRequest(database, request(newToken()), 1_000)
    if (accepted.outcome !== 'accepted') throw new Error('the request was not accepted')
    const { thread_id } = await database.kysely
      .selectFrom('outbox')
      .select('thread_id')
      .where('id', '=', accepted.id)
      .executeTakeFirstOrThrow()
    const ids = Array.from({ length: 20 }, () => newToken())
    const twice = [...ids, ...ids]
    await Promise.all(twice.map((id) => acceptReply(database, reply(thread_id, id, `Reply ${id}`), 2_000)))
    const rows = await database.kysely.selectFrom('outbox').select('position').orderBy('position').execute()
    expect(rows.map((row) => row.position)).toEqual(Array.from({ length: 21 }, (_, index) => index))
  })
})
