/** Each way in which Ziik can fail, on a request and on a reply: in the end each has arrived once. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openDatabase } from '#lib/db/open.ts'
import { createOutbox } from '#lib/outbox/outbox.ts'
import { newToken } from '#lib/threads/access.ts'
import { faultKinds } from '../../../e2e/fakes/misbehaviour.ts'
import { startZiikFake } from '../../../e2e/fakes/ziik.ts'
import { createZiik } from './adapter.ts'

const customer = { name: 'Mia Berg', email: 'mia@example.org' }
const words = { subject: 'Zip', body: 'The zip broke.', customer, channel: 'support', tags: [], data: {} }
const silent = { debug() {}, info() {}, warn() {}, error() {} }

async function startWorld() {
  const dataDir = mkdtempSync(join(tmpdir(), 'deskbell-ziik-'))
  const database = await openDatabase({ databaseUrl: null, dataDir })
  let now = Date.parse('2026-03-01T09:00:00Z')
  const nowMs = () => now
  const fake = await startZiikFake({ nowMs })
  onTestFinished(async () => {
    await fake.stop()
    await database.close()
    rmSync(dataDir, { recursive: true })
  })
  const { url: baseUrl, username, password, conversationId } = fake
  const helpdesk = createZiik({ baseUrl, username, password, conversationId, fetch, nowMs, timeoutMs: 300 })
  const box = createOutbox({ database, helpdesk, log: silent, nowMs, random: () => 0 })
  const undelivered = () =>
    database.kysely.selectFrom('outbox').selectAll().where('state', '!=', 'delivered').execute()

  /** Lets time pass until everything is delivered, or a person has to look; that person tries again. */
  async function settle() {
    for (let step = 0; step < 240; step += 1) {
      await box.drain()
      const [row] = await undelivered()
      if (!row) return
      if (row.state === 'parked')
        await database.kysely
          .updateTable('outbox')
          .set({ state: 'waiting', due_ms: now })
          .where('id', '=', row.id)
          .execute()
      now += 15_000
    }
  }

  const signIn = () => helpdesk.findConversation('none', { customer, sinceMs: now })
  return { fake, box, database, settle, undelivered, signIn }
}

test.each(faultKinds.map((kind) => [kind]))(
  '%s: the request and the reply arrive once each',
  async (kind) => {
    const { fake, box, database, settle, undelivered, signIn } = await startWorld()
    await signIn()
    await box.acceptRequest({
      form: 'support',
      requestId: newToken(),
      tokens: [newToken()],
      typed: {},
      conversation: words,
    })
    await fake.misbehave(kind, { times: 1 })
    await box.drain()
    await fake.behave()
    await settle()
    const thread = await database.kysely.selectFrom('thread').select('id').executeTakeFirstOrThrow()
    const message = { body: 'And a photo.', customer }
    await box.acceptReply({ threadId: thread.id, requestId: newToken(), message })
    await fake.misbehave(kind, { times: 1, method: 'POST' })
    await box.drain()
    await fake.behave()
    await settle()
    expect(await undelivered()).toEqual([])
    const [root, ...replies] = fake.messages()
    expect(root?.parent).toBeNull()
    expect(replies.map(({ parent }) => parent)).toEqual([root?.id])
    expect(fake.strays()).toEqual([])
  },
)
