/** Nothing sent is lost or sent twice: the outbox against a strict helpdesk over HTTP, on a clock that tests turn. */
import { afterEach, describe, expect, test } from 'vitest'
import { type ReamazeFake, startReamazeFake } from '#e2e/fakes/reamaze.ts'
import { type OpenEngine, onEachEngine } from '#lib/db/engines.testing.ts'
import { createReamaze } from '#lib/helpdesk/reamaze/adapter.ts'
import { newToken } from '#lib/threads/access.ts'
import { createOutbox, type Outbox } from './outbox.ts'
import { policy } from './policy.ts'

const customer = { name: 'Mia Berg', email: 'mia@example.org' }
const start = Date.parse('2026-03-01T09:00:00Z')
const minutes = 60_000

interface World {
  readonly fake: ReamazeFake
  readonly box: Outbox
  /** Another process on the same database. */
  second(): Promise<Outbox>
  pass(ms: number): void
  send(body?: string): Promise<string>
  reply(requestRow: string, body: string): Promise<string>
  row(id: string): Promise<{ state: string; reason: string | null; detail: string | null }>
}

const fakes: ReamazeFake[] = []
afterEach(async () => {
  await Promise.all(fakes.splice(0).map((fake) => fake.stop()))
})

async function startWorld(open: OpenEngine): Promise<World> {
  const database = await open()
  let now = start
  const nowMs = () => now
  const fake = await startReamazeFake({ nowMs })
  fakes.push(fake)
  const helpdesk = createReamaze({ baseUrl: fake.url, email: fake.email, apiToken: fake.apiToken, fetch })
  const world = { helpdesk, log: silent, nowMs, random: () => 0 }
  const box = createOutbox({ ...world, database })
  return {
    fake,
    box,
    second: async () => createOutbox({ ...world, database: await open(database.where) }),
    pass(ms) {
      now += ms
    },
    async send(body = 'The zip broke.') {
      const conversation = {
        subject: `Zip: ${body}`,
        body,
        customer,
        channel: 'support',
        tags: ['contact-form'],
        data: {},
      }
      return idOf(
        await box.acceptRequest({
          form: 'support',
          requestId: newToken(),
          tokens: [newToken()],
          typed: { body },
          conversation,
        }),
      )
    },
    async reply(requestRow, body) {
      const { thread_id } = await database.kysely
        .selectFrom('outbox')
        .select('thread_id')
        .where('id', '=', requestRow)
        .executeTakeFirstOrThrow()
      return idOf(
        await box.acceptReply({ threadId: thread_id, requestId: newToken(), message: { body, customer } }),
      )
    },
    row: (id) =>
      database.kysely
        .selectFrom('outbox')
        .select(['state', 'reason', 'detail'])
        .where('id', '=', id)
        .executeTakeFirstOrThrow(),
  }
}

const silent = { debug() {}, info() {}, warn() {}, error() {} }

function idOf(acceptance: Awaited<ReturnType<Outbox['acceptReply' | 'acceptRequest']>>): string {
  if (acceptance.outcome !== 'accepted') throw new Error('it was not accepted')
  return acceptance.id
}

/** Lets an hour go by in steps, working off what is due in each. */
async function letTimePass({ box, pass }: World, totalMs: number): Promise<void> {
  for (let passed = 0; passed < totalMs; passed += 1_000) {
    pass(1_000)
    await box.drain()
  }
}

onEachEngine((open) => {
  test('a request is delivered at once, and its thread knows the conversation', async () => {
    const world = await startWorld(open)
    const id = await world.send()
    expect(await world.box.deliverNow(id, 5_000)).toBe(true)
    expect(world.fake.conversations()).toMatchObject([{ subject: 'Zip: The zip broke.' }])
    expect(await world.row(id)).toMatchObject({ state: 'delivered' })
  })

  test('with the helpdesk unreachable it waits, and arrives once when it is back', async () => {
    const world = await startWorld(open)
    await world.fake.misbehave('refuse')
    const id = await world.send()
    expect(await world.box.deliverNow(id, 5_000)).toBe(false)
    expect(await world.row(id)).toMatchObject({ state: 'waiting', reason: 'unreachable' })
    await letTimePass(world, 2 * minutes)
    await world.fake.behave()
    await letTimePass(world, 10 * minutes)
    expect(await world.row(id)).toMatchObject({ state: 'delivered' })
    expect(world.fake.conversations()).toHaveLength(1)
  })

  test('after an outage the first success pulls all others forward', async () => {
    const world = await startWorld(open)
    await world.fake.misbehave('refuse')
    const ids = await Promise.all(['one', 'two', 'three', 'four', 'five', 'six'].map(world.send))
    await letTimePass(world, 20 * minutes)
    await world.fake.behave()
    const fresh = await world.send('seven')
    await world.box.deliverNow(fresh, 5_000)
    await world.box.drain()
    for (const id of ids) expect(await world.row(id)).toMatchObject({ state: 'delivered' })
    expect(world.fake.conversations()).toHaveLength(7)
  })

  test('503: it is looked for three times over two minutes before it is sent again, and arrives once', async () => {
    const world = await startWorld(open)
    await world.fake.misbehave('status-503', { times: 1, method: 'POST' })
    const id = await world.send()
    await world.box.deliverNow(id, 5_000)
    expect(await world.row(id)).toMatchObject({ state: 'uncertain' })
    const posts = () => world.fake.requests().filter(({ method }) => method === 'POST').length
    await letTimePass(world, policy.readBackSpreadMs)
    expect(posts()).toBe(1)
    await letTimePass(world, minutes)
    expect(posts()).toBe(2)
    expect(await world.row(id)).toMatchObject({ state: 'delivered' })
    expect(world.fake.conversations()).toHaveLength(1)
  })

  test.each(['reset-after-processing', 'truncated', 'no-slug', 'html'] as const)(
    '%s: what the helpdesk took without saying so is found, not sent again',
    async (kind) => {
      const world = await startWorld(open)
      await world.fake.misbehave(kind, { times: 1, processed: true, method: 'POST' })
      const id = await world.send()
      await world.box.deliverNow(id, 5_000)
      expect(await world.row(id)).toMatchObject({ state: 'uncertain' })
      await letTimePass(world, minutes)
      expect(await world.row(id)).toMatchObject({ state: 'delivered' })
      expect(world.fake.conversations()).toHaveLength(1)
    },
  )

  test('a reply that the helpdesk took without saying so is found, and the next one follows it', async () => {
    const world = await startWorld(open)
    const request = await world.send()
    await world.box.drain()
    await world.fake.misbehave('reset-after-processing', { times: 1, method: 'POST' })
    await world.reply(request, 'first')
    await world.reply(request, 'second')
    await world.box.drain()
    await letTimePass(world, minutes)
    const bodies = postedBodies(world.fake)
    expect(bodies).toEqual(['The zip broke.', 'first', 'second'])
  })

  test('422 parks the row with its reason, shows it in the health, and the others go on', async () => {
    const world = await startWorld(open)
    await world.fake.misbehave('status-422', { times: 1, method: 'POST' })
    const parked = await world.send('rejected')
    await world.box.deliverNow(parked, 5_000)
    const other = await world.send('fine')
    await letTimePass(world, 5 * minutes)
    const row = await world.row(parked)
    expect(row).toMatchObject({ state: 'parked', reason: 'rejected' })
    expect(row.detail).toContain('refused by order')
    expect(await world.row(other)).toMatchObject({ state: 'delivered' })
    expect(await world.box.health()).toMatchObject({ parked: 1, parkedReasons: { rejected: 1 } })
  })

  test('429: nothing is sent until the helpdesk’s time is up', async () => {
    const world = await startWorld(open)
    await world.fake.misbehave('status-429', { times: 1, retryAfter: '300' })
    await world.box.deliverNow(await world.send('first'), 5_000)
    await world.send('second')
    const before = world.fake.requests().length
    await letTimePass(world, 4 * minutes)
    expect(world.fake.requests()).toHaveLength(before)
    await letTimePass(world, 2 * minutes)
    expect(world.fake.conversations()).toHaveLength(2)
  })

  test('wrong credentials keep the row, ask rarely, and deliver once they are right', async () => {
    const world = await startWorld(open)
    await world.fake.misbehave('status-401', {})
    const id = await world.send()
    await letTimePass(world, 30 * minutes)
    expect(world.fake.requests().length).toBeLessThanOrEqual(7)
    expect(await world.row(id)).toMatchObject({ state: 'waiting', reason: 'unauthorized' })
    await world.fake.behave()
    await letTimePass(world, 6 * minutes)
    expect(await world.row(id)).toMatchObject({ state: 'delivered' })
  })

  test('two processes on one database deliver each request once', async () => {
    const world = await startWorld(open)
    const other = await world.second()
    for (let count = 0; count < 20; count += 1) await world.send(`number ${count}`)
    await Promise.all([world.box.drain(), other.drain(), world.box.drain(), other.drain()])
    expect(world.fake.conversations()).toHaveLength(20)
  })
})

describe('what the customer waits for', () => {
  onEachEngine((open) => {
    test('a helpdesk that never answers does not hold the customer up', async () => {
      const world = await startWorld(open)
      await world.fake.misbehave('hang')
      const id = await world.send()
      expect(await world.box.deliverNow(id, 50)).toBe(false)
      expect(await world.row(id)).toMatchObject({ state: 'sending' })
      await world.fake.stop()
      await world.box.stop()
    })

    test('what the worker has got to first is told as delivered all the same, and so is a reply behind it', async () => {
      const world = await startWorld(open)
      const id = await world.send()
      const reply = await world.reply(id, 'And the button.')
      const working = world.box.drain()
      const told = [id, reply].map((row) => world.box.deliverNow(row, 5_000))
      expect(await Promise.all(told)).toEqual([true, true])
      await working
      expect(postedBodies(world.fake)).toEqual(['The zip broke.', 'And the button.'])
    })

    test('once an outage is known nobody waits for it, and the helpdesk is not asked by each message', async () => {
      const world = await startWorld(open)
      await world.fake.misbehave('status-503')
      expect(await world.box.deliverNow(await world.send('first'), 5_000)).toBe(false)
      const asked = world.fake.requests().length
      for (let count = 0; count < 10; count += 1)
        expect(await world.box.deliverNow(await world.send(`number ${count}`), 5_000)).toBe(false)
      expect(world.fake.requests()).toHaveLength(asked)
      await world.fake.behave()
      await letTimePass(world, 5 * minutes)
      expect(world.fake.conversations()).toHaveLength(11)
      expect(await world.box.deliverNow(await world.send('after it'), 5_000)).toBe(true)
    })

    test('a process that ends lets go what takes too long, and another looks at once what became of it', async () => {
      const world = await startWorld(open)
      await world.fake.misbehave('hang-after-processing', { times: 1 })
      const id = await world.send()
      expect(await world.box.deliverNow(id, 50)).toBe(false)
      await world.box.stop(10)
      await (await world.second()).drain()
      expect(await world.row(id)).toMatchObject({ state: 'delivered' })
      expect(world.fake.conversations()).toHaveLength(1)
    })
  })
})

const postedBodies = (fake: ReamazeFake) =>
  fake
    .requests()
    .filter(({ method }) => method === 'POST')
    .map(({ body }) => {
      const sent = JSON.parse(body)
      return sent.message?.body ?? sent.conversation?.message.body
    })
