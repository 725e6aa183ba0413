/** What a person must look at is told to the webhook, once each; nothing of it is a customer's. */
import { createServer, type Server } from 'node:http'
import { afterEach, expect, test } from 'vitest'
import { type OpenEngine, onEachEngine } from '#lib/db/engines.testing.ts'
import type { OutboxState } from '#lib/db/schema.ts'
import { acceptRequest } from './accept.ts'
import { createAlerter } from './alerts.ts'

const start = Date.parse('2026-03-01T09:00:00Z')
const minuteMs = 60_000

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections()
})

/** A webhook that keeps what it takes, and says 500 while it is told to. */
async function startWebhook() {
  const posts: { text: string; alerts: { kind: string; reason?: string }[] }[] = []
  const webhook = { posts, isBroken: false, url: '' }
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    if (!webhook.isBroken) posts.push(JSON.parse(body))
    response.writeHead(webhook.isBroken ? 500 : 204).end()
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  webhook.url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/hook?secret=1`
  return webhook
}

async function startWorld(open: OpenEngine) {
  const database = await open()
  const webhook = await startWebhook()
  let now = start
  const logged: string[] = []
  const log = {
    debug() {},
    info() {},
    warn() {},
    error: (_facts: unknown, line?: string) => void logged.push(line ?? ''),
  }
  const world = { webhookUrl: webhook.url, appUrl: 'https://help.example.com', log, nowMs: () => now }
  const kindsOf = () => webhook.posts.map(({ alerts }) => alerts.map(({ kind }) => kind))
  return {
    ...{ database, webhook, logged, kindsOf },
    alerter: createAlerter({ ...world, database }),
    second: createAlerter({ ...world, database: await open(database.where) }),
    pass(ms: number) {
      now += ms
    },
    async accept(token: string): Promise<string> {
      const customer = { name: 'Mia Berg', email: 'mia@example.org' }
      const conversation = {
        subject: 'Zip',
        body: 'Broken.',
        customer,
        channel: 'support',
        tags: [],
        data: {},
      }
      const request = { form: 'support', requestId: token, tokens: [token] as const, typed: {}, conversation }
      const accepted = await acceptRequest(database, request, now)
      if (accepted.outcome !== 'accepted') throw new Error('it was not accepted')
      return accepted.id
    },
    set: (id: string, state: OutboxState, reason: string) =>
      database.kysely.updateTable('outbox').set({ state, reason }).where('id', '=', id).execute(),
  }
}

onEachEngine((open) => {
  test('a message that is held up is told once, by one of two instances, with its reason and no word of the customer', async () => {
    const { alerter, second, webhook, accept, set } = await startWorld(open)
    const row = await accept('a'.repeat(43))
    await alerter.look()
    expect(webhook.posts).toEqual([])
    await set(row, 'parked', 'rejected')
    await Promise.all([alerter.look(), second.look()])
    await Promise.all([alerter.look(), second.look()])
    expect(webhook.posts).toHaveLength(1)
    expect(webhook.posts[0]).toMatchObject({
      app: 'https://help.example.com',
      alerts: [{ kind: 'parked', row, reason: 'rejected', since: '2026-03-01T09:00:00.000Z' }],
      outbox: { parked: 1 },
    })
    expect(webhook.posts[0]?.text).toContain(`npm run outbox -- show ${row}`)
    expect(JSON.stringify(webhook.posts)).not.toMatch(/mia|berg|zip|broken/i)
  })

  test('what is held up again after it was let go is told again', async () => {
    const { alerter, kindsOf, accept, set } = await startWorld(open)
    const row = await accept('b'.repeat(43))
    await set(row, 'parked', 'rejected')
    await alerter.look()
    await set(row, 'waiting', 'rejected')
    await alerter.look()
    await set(row, 'parked', 'absent')
    await alerter.look()
    expect(kindsOf()).toEqual([['parked'], ['parked']])
  })

  test('refused credentials are told at once, and a message that waits for over 15 minutes', async () => {
    const { alerter, kindsOf, pass, accept, set } = await startWorld(open)
    const row = await accept('c'.repeat(43))
    await set(row, 'waiting', 'unauthorized')
    await alerter.look()
    expect(kindsOf()).toEqual([['unauthorized']])
    pass(15 * minuteMs)
    await alerter.look()
    expect(kindsOf()).toHaveLength(1)
    pass(minuteMs)
    await alerter.look()
    expect(kindsOf()).toEqual([['unauthorized'], ['late']])
  })

  test('a webhook that does not take it is asked again until it does, and the log says so', async () => {
    const { alerter, webhook, logged, kindsOf, pass, accept, set } = await startWorld(open)
    await set(await accept('d'.repeat(43)), 'parked', 'corrupt')
    webhook.isBroken = true
    await alerter.look()
    expect(logged).toEqual(['nobody could be alerted: it is tried again'])
    webhook.isBroken = false
    await alerter.look()
    expect(kindsOf()).toEqual([])
    pass(minuteMs)
    await alerter.look()
    expect(kindsOf()).toEqual([['parked']])
  })
})
