/** A thread on a helpdesk that can be told what to do, with a clock that the test moves. */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach } from 'vitest'
import { type ReamazeFake, startReamazeFake } from '#e2e/fakes/reamaze.ts'
import type { Database } from '#lib/db/db.ts'
import { openDatabase } from '#lib/db/open.ts'
import type { Rating } from '#lib/helpdesk/payload.ts'
import { createReamaze } from '#lib/helpdesk/reamaze/adapter.ts'
import { createOutbox } from '#lib/outbox/outbox.ts'
import { newToken } from './access.ts'
import { createAnswers } from './answers.ts'
import { readThread, type ThreadView } from './thread.ts'

const customer = { name: 'Mia Berg', email: 'mia@example.org' }
const silent = { debug() {}, info() {}, warn() {}, error() {} }
export const seconds = 1_000

const open: { readonly fake: ReamazeFake; readonly database: Database }[] = []
afterEach(async () => {
  for (const { fake, database } of open.splice(0)) {
    await fake.stop()
    await database.close()
  }
})

/** A thread whose request is delivered, and a staff member who has answered it. */
export async function startThread({ inProcess = false } = {}) {
  let now = Date.parse('2026-03-01T09:00:00Z')
  const nowMs = () => now
  const fake = await startReamazeFake({ nowMs })
  const dataDir = mkdtempSync(join(tmpdir(), 'deskbell-answers-'))
  const database = await openDatabase({ databaseUrl: null, dataDir })
  open.push({ fake, database })
  const settings = { baseUrl: fake.url, email: fake.email, apiToken: fake.apiToken, fetch, inProcess }
  const helpdesk = createReamaze(settings)
  const outbox = createOutbox({ database, helpdesk, log: silent, nowMs, random: () => 0 })
  const answers = createAnswers({ helpdesk, log: silent, nowMs })
  const send = async (subject: string) => {
    const conversation = { subject, body: subject, customer, channel: 'support', tags: [], data: {} }
    const requestId = newToken()
    await outbox.acceptRequest({
      form: 'support',
      requestId,
      tokens: [requestId],
      typed: { subject },
      conversation,
    })
    await outbox.drain()
    const slug = fake.conversations().at(-1)?.slug ?? ''
    now += seconds
    fake.answer(slug, `Answer to ${subject}`)
    return { token: requestId, slug }
  }
  const sources = { database, can: helpdesk.can, answers, nowMs }
  const load = async (token: string, pages = 1): Promise<ThreadView> => {
    const thread = await readThread(sources, token, pages)
    if (!thread) throw new Error('the thread is gone')
    return thread
  }
  const { token, slug } = await send('Zip')
  return {
    fake,
    database,
    sources,
    token,
    slug,
    send,
    load: (pages?: number) => load(token, pages),
    loadOf: load,
    nowMs,
    bodies: async () => (await load(token)).entries.map(({ body }) => body),
    async reply(body: string) {
      const threadId = await idOf(database)
      await outbox.acceptReply({ threadId, requestId: newToken(), message: { body, customer } })
    },
    async solve() {
      await outbox.acceptSolution({ threadId: await idOf(database), requestId: newToken() })
    },
    async rate(rating: Rating) {
      return outbox.acceptRating({ threadId: await idOf(database), rating })
    },
    deliver: () => outbox.drain(),
    pass(ms: number) {
      now += ms
    },
    /** How often the messages were read since the last time this was asked. */
    reads: readsOf(fake),
  }
}

async function idOf({ kysely }: Database): Promise<string> {
  return (await kysely.selectFrom('thread').select('id').executeTakeFirstOrThrow()).id
}

function readsOf(fake: ReamazeFake): () => number {
  let seen = 0
  return () => {
    const all = fake.requests().filter(({ method, url }) => method === 'GET' && url.includes('/messages'))
    const fresh = all.length - seen
    seen = all.length
    return fresh
  }
}
