/** One request is one ticket with one message, wherever between the two calls this process or the helpdesk breaks off. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openDatabase } from '#lib/db/open.ts'
import { createOutbox } from '#lib/outbox/outbox.ts'
import { newToken } from '#lib/threads/access.ts'
import { faultKinds } from '../../../e2e/fakes/misbehaviour.ts'
import { startOmnideskFake } from '../../../e2e/fakes/omnidesk.ts'
import type { Helpdesk, Progress } from '../helpdesk.ts'
import { createOmnidesk, type OmnideskSettings } from './adapter.ts'

const customer = { name: 'Mia Berg', email: 'mia@example.org' }
const words = { subject: 'Zip', body: 'The zip broke.', customer, channel: 'support', tags: [], data: {} }
const silent = { debug() {}, info() {}, warn() {}, error() {} }

/** What happens around a call; it may never come back, and then the process is gone. */
type Point = (where: string) => Promise<void>

async function startWorld(create: OmnideskSettings['create'] = 'ticket') {
  const dataDir = mkdtempSync(join(tmpdir(), 'deskbell-omnidesk-'))
  const database = await openDatabase({ databaseUrl: null, dataDir })
  let now = Date.parse('2026-03-01T09:00:00Z')
  const nowMs = () => now
  const fake = await startOmnideskFake({ nowMs })
  onTestFinished(async () => {
    await fake.stop()
    await database.close()
    rmSync(dataDir, { recursive: true })
  })

  /** A process: the outbox with the adapter, in which `point` is passed before and after everything that lasts. */
  function boot(point: Point) {
    const around = async <Value>(where: string, act: () => Promise<Value>) => {
      await point(`before ${where}`)
      const value = await act()
      await point(`after ${where}`)
      return value
    }
    const adapter = createOmnidesk({
      baseUrl: fake.url,
      apiKey: fake.apiKey,
      brandId: 3,
      channelId: 7,
      create,
      timeoutMs: 300,
      fetch: (input, init) =>
        around(`${init?.method} ${String(input).slice(fake.url.length)}`, () => fetch(input, init)),
    })
    const helpdesk: Helpdesk = {
      ...adapter,
      open: (request, key, progress) => adapter.open(request, key, progress && watched(progress)),
    }
    const watched = ({ step, record }: Progress): Progress => ({
      step,
      record: (next) => around(`record ${next.split(' ')[0]}`, () => record(next)),
    })
    return createOutbox({ database, helpdesk, log: silent, nowMs, random: () => 0 })
  }

  async function rowState() {
    return database.kysely.selectFrom('outbox').select(['state', 'reason']).executeTakeFirstOrThrow()
  }

  return {
    fake,
    boot,
    rowState,
    /** Lets time pass until the row is delivered, or a person has to look. */
    async settle(box: ReturnType<typeof boot>) {
      for (let minute = 0; minute < 240; minute += 1) {
        await box.drain()
        const { state } = await rowState()
        if (state === 'delivered' || state === 'parked') return
        now += 15_000
      }
    },
    /** What an operator does about a parked row after having looked. */
    retry: () => database.kysely.updateTable('outbox').set({ state: 'waiting', due_ms: now }).execute(),
  }
}

const accept = (box: ReturnType<typeof createOutbox>) =>
  box.acceptRequest({
    form: 'support',
    requestId: newToken(),
    tokens: [newToken()],
    typed: {},
    conversation: words,
  })

/** What the team has in the end: the number of messages in each ticket. */
const ticketsOf = (fake: Awaited<ReturnType<typeof startOmnideskFake>>) =>
  fake.tickets().map(({ timeline }) => timeline.filter(({ type }) => type !== 'event').length)

/** Sends one request through a process that ends at its `last` point, and then through another; null when there is no such point. */
async function crashAt(last: number, create: OmnideskSettings['create'] = 'ticket') {
  const world = await startWorld(create)
  const crash = Promise.withResolvers<string>()
  let passed = 0
  const first = world.boot((where) => {
    passed += 1
    if (passed !== last) return Promise.resolve()
    crash.resolve(where)
    return new Promise(() => {})
  })
  await accept(first)
  const where = await Promise.race([crash.promise, first.drain().then(() => null)])
  if (where === null) return null
  const second = world.boot(() => Promise.resolve())
  await world.settle(second)
  const settled = await world.rowState()
  if (settled.state === 'parked') {
    await world.retry()
    await world.settle(second)
  }
  return { where, settled, finally: (await world.rowState()).state, tickets: ticketsOf(world.fake) }
}

test('a crash at every point: one ticket with one message, and a person looks only where nobody can know', async () => {
  const crashes = []
  for (let point = 1; ; point += 1) {
    const crash = await crashAt(point)
    if (!crash) break
    crashes.push(crash)
  }
  expect(crashes.map(({ where, settled }) => [where, settled.state, settled.reason])).toEqual([
    ['before record asked', 'delivered', null],
    ['after record asked', 'parked', 'absent'],
    ['before POST /ticket', 'parked', 'absent'],
    ['after POST /ticket', 'delivered', null],
    ['before record ticket', 'delivered', null],
    ['after record ticket', 'delivered', null],
    ['before record sent', 'delivered', null],
    ['after record sent', 'parked', 'absent'],
    ['before POST /message', 'parked', 'absent'],
    ['after POST /message', 'delivered', null],
  ])
  for (const crash of crashes) expect(crash).toMatchObject({ finally: 'delivered', tickets: [1] })
})

test('a crash around the chatbot’s one call: never sent twice by itself', async () => {
  const before = await crashAt(1, 'chatbot')
  expect(before).toMatchObject({
    where: 'before record asked',
    settled: { state: 'delivered' },
    tickets: [1],
  })
  const unsent = await crashAt(3, 'chatbot')
  expect(unsent).toMatchObject({ where: 'before POST /message/chatbot', settled: { state: 'parked' } })
  expect(unsent?.tickets).toEqual([1])
  const sent = await crashAt(4, 'chatbot')
  expect(sent).toMatchObject({ where: 'after POST /message/chatbot', settled: { reason: 'absent' } })
})

test.each(
  faultKinds.flatMap((kind) =>
    kind === 'refuse' ? [] : [[kind, '/ticket'] as const, [kind, '/message'] as const],
  ),
)('%s on POST %s: never a second ticket, never a second message', async (kind, path) => {
  const { fake, boot, settle, rowState, retry } = await startWorld()
  let isDue = true
  const box = boot(async (where) => {
    if (!isDue || where !== `before POST ${path}`) return
    isDue = false
    await fake.misbehave(kind, { times: 1 })
  })
  await accept(box)
  await settle(box)
  const { state } = await rowState()
  expect(ticketsOf(fake).length).toBeLessThanOrEqual(1)
  if (state === 'parked') {
    await retry()
    await settle(box)
  }
  expect(await rowState()).toMatchObject({ state: 'delivered' })
  expect(ticketsOf(fake)).toEqual([1])
})

test('a connection that broke before anything was there: looked for, and then left to a person', async () => {
  const world = await startWorld()
  const box = world.boot(() => Promise.resolve())
  await world.fake.misbehave('reset', { times: 1 })
  await accept(box)
  await world.settle(box)
  expect(await world.rowState()).toEqual({ state: 'parked', reason: 'absent' })
  expect(world.fake.tickets()).toEqual([])
})
