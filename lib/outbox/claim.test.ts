/** Who works on a row: one at a time, in order, and never two. */
import { expect, test } from 'vitest'
import type { Database } from '#lib/db/db.ts'
import { onEachEngine, withPlainPlans } from '#lib/db/engines.testing.ts'
import { newToken } from '#lib/threads/access.ts'
import { acceptReply, acceptRequest } from './accept.ts'
import { claim, conclude } from './claim.ts'
import { policy } from './policy.ts'

const customer = { name: 'Mia Berg', email: 'mia@example.org' }

async function request(database: Database, nowMs: number): Promise<{ id: string; threadId: string }> {
  const conversation = { subject: 'Zip', body: 'Broken.', customer, channel: 'support', tags: [], data: {} }
  const accepted = await acceptRequest(
    database,
    { form: 'support', requestId: newToken(), tokens: [newToken()], typed: {}, conversation },
    nowMs,
  )
  if (accepted.outcome !== 'accepted') throw new Error('the request was not accepted')
  const row = await database.kysely
    .selectFrom('outbox')
    .select('thread_id')
    .where('id', '=', accepted.id)
    .executeTakeFirstOrThrow()
  return { id: accepted.id, threadId: row.thread_id }
}

const delivered = { state: 'delivered', due_ms: 0 } as const

onEachEngine((open) => {
  test('many workers at once claim each row once', async () => {
    const first = await open()
    const second = await open(first.where)
    for (let count = 0; count < 60; count += 1) await request(first, 1_000)
    const claims = await Promise.all(
      Array.from({ length: 30 }, (_, index) => claim(index % 2 ? first : second, { nowMs: 2_000, limit: 5 })),
    )
    const ids = claims.flat().map((row) => row.id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids.length + (await claim(first, { nowMs: 2_000, limit: 100 })).length).toBe(60)
  })

  test('a worker gets no more than it asked for, however the database goes about it', async () => {
    const { where } = await open()
    const database = await open(withPlainPlans(where))
    for (let count = 0; count < 5; count += 1) await request(database, 1_000)
    expect(await claim(database, { nowMs: 2_000, limit: 2 })).toHaveLength(2)
    expect(await claim(database, { nowMs: 2_000, limit: 9 })).toHaveLength(3)
  })

  test('a row whose worker vanished while sending comes back as uncertain, not to be sent blindly', async () => {
    const database = await open()
    await request(database, 1_000)
    expect(await claim(database, { nowMs: 1_000, limit: 1 })).toMatchObject([
      { state: 'sending', attempts: 1 },
    ])
    const beforeTheEnd = 1_000 + policy.leaseMs - 1
    expect(await claim(database, { nowMs: beforeTheEnd, limit: 1 })).toEqual([])
    const afterTheEnd = 1_000 + policy.leaseMs
    expect(await claim(database, { nowMs: afterTheEnd, limit: 1 })).toMatchObject([{ state: 'uncertain' }])
  })

  test('a worker that comes back after its lease changes nothing', async () => {
    const database = await open()
    await request(database, 1_000)
    const [late] = await claim(database, { nowMs: 1_000, limit: 1 })
    const [present] = await claim(database, { nowMs: 1_000 + policy.leaseMs, limit: 1 })
    if (!late || !present) throw new Error('the row was not claimed')
    expect(await conclude(database, late, delivered, 'late')).toBe(false)
    expect(await conclude(database, present, delivered, 'present')).toBe(true)
    const thread = await database.kysely.selectFrom('thread').select('conversation').executeTakeFirst()
    expect(thread).toEqual({ conversation: 'present' })
  })

  test('a reply waits until all before it in its thread are delivered', async () => {
    const database = await open()
    const { id, threadId } = await request(database, 1_000)
    const send = (body: string) =>
      acceptReply(database, { threadId, requestId: newToken(), message: { body, customer } }, 1_000)
    await send('first reply')
    await send('second reply')
    const claimNext = () => claim(database, { nowMs: 2_000, limit: 10 })
    const order: string[] = []
    for (let rows = await claimNext(); rows.length > 0; rows = await claimNext()) {
      expect(rows).toHaveLength(1)
      for (const row of rows) {
        order.push(row.payload)
        await conclude(database, row, delivered)
      }
    }
    expect(order).toHaveLength(3)
    expect(order[0]).toContain('Broken.')
    expect(order[1]).toContain('first reply')
    expect(order[2]).toContain('second reply')
    expect(id).not.toBe('')
  })

  test('a parked reply does not hold up the next one; a parked request does', async () => {
    const database = await open()
    const { threadId } = await request(database, 1_000)
    const send = () =>
      acceptReply(database, { threadId, requestId: newToken(), message: { body: 'Reply.', customer } }, 1_000)
    await send()
    const [opening] = await claim(database, { nowMs: 2_000, limit: 10 })
    if (!opening) throw new Error('the request was not claimed')
    await conclude(database, opening, { state: 'parked', due_ms: 2_000, reason: 'rejected' })
    expect(await claim(database, { nowMs: 3_000, limit: 10 })).toEqual([])

    await conclude(database, opening, delivered)
    const [reply] = await claim(database, { nowMs: 3_000, limit: 10 })
    if (!reply) throw new Error('the reply was not claimed')
    await conclude(database, reply, { state: 'parked', due_ms: 3_000, reason: 'rejected' })
    await send()
    expect(await claim(database, { nowMs: 4_000, limit: 10 })).toMatchObject([{ position: 2 }])
  })
})
