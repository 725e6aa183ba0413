/** Each fault kind of security.md 4.4, met by a request and by a reply: none lost, none twice, all in their order. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import type { FaultKind } from '#e2e/fakes/misbehaviour.ts'
import { type ReamazeFake, startReamazeFake } from '#e2e/fakes/reamaze.ts'
import type { Database } from '#lib/db/db.ts'
import { openDatabase } from '#lib/db/open.ts'
import { createReamaze } from '#lib/helpdesk/reamaze/adapter.ts'
import { newToken } from '#lib/threads/access.ts'
import { createOutbox, type Outbox } from './outbox.ts'
import { policy } from './policy.ts'

interface Fault {
  readonly kind?: FaultKind
  readonly retryAfter?: () => string
  /** Where calls go instead. */
  readonly detour?: (url: string) => string
  /** The same answer may come whether or not the call has taken effect. */
  readonly mayBeProcessed?: true
  /** How it ends; otherwise delivered. */
  readonly parks?: true
  /** Our clock is set forward by this, right after. */
  readonly clockMs?: number
  /** The helpdesk asked for a longer wait than anything else takes. */
  readonly longestWaitMs?: number
  /** How long our calls wait, in real time; five seconds when not given. */
  readonly timeoutMs?: number
}

const minutes = 60_000
const day = 24 * 60 * minutes
const noon = Date.parse('2026-03-01T12:00:00Z')
/** Security.md 4.1: what takes longer after the last fault is stuck. */
const stuckMs = 15 * minutes
const inFiveMinutes = () => new Date(Date.now() + 5 * minutes).toUTCString()

const faults: Readonly<Record<string, readonly Fault[]>> = {
  'F01 connection refused': [{ kind: 'refuse' }],
  'F02 DNS failure': [{ detour: (url) => url.replace('127.0.0.1', 'helpdesk.invalid') }],
  'F03 TLS failure': [{ detour: (url) => url.replace('http:', 'https:') }],
  'F04 timeout before processing': [{ kind: 'hang', timeoutMs: 100 }],
  'F05 timeout after processing': [{ kind: 'hang-after-processing', timeoutMs: 100 }],
  'F06 reset, processed or not': [{ kind: 'reset', mayBeProcessed: true }],
  'F07 400': [{ kind: 'status-400', parks: true }],
  'F08 401': [{ kind: 'status-401' }],
  'F09 403': [{ kind: 'status-403' }],
  'F10 404': [{ kind: 'status-404', parks: true }],
  'F11 408': [{ kind: 'status-408', mayBeProcessed: true }],
  'F12 409': [{ kind: 'status-409', mayBeProcessed: true }],
  'F13 413': [{ kind: 'status-413', parks: true }],
  'F14 422': [{ kind: 'status-422', parks: true }],
  'F15 429 with seconds': [{ kind: 'status-429', retryAfter: () => '120' }],
  'F16 429 with a date': [{ kind: 'status-429', retryAfter: inFiveMinutes }],
  'F17 429 alone': [{ kind: 'status-429' }],
  'F18 429 with an absurd wait': [
    { kind: 'status-429', retryAfter: () => '0' },
    { kind: 'status-429', retryAfter: () => '-5' },
    { kind: 'status-429', retryAfter: () => 'in a while' },
    { kind: 'status-429', retryAfter: () => '99999999999', longestWaitMs: policy.longestMs },
  ],
  'F19 500': [{ kind: 'status-500', mayBeProcessed: true }],
  'F20 502': [{ kind: 'status-502', mayBeProcessed: true }],
  'F21 503': [{ kind: 'status-503', retryAfter: () => '30', mayBeProcessed: true }],
  'F22 504': [{ kind: 'status-504', mayBeProcessed: true }],
  'F23 200 with HTML': [{ kind: 'html', mayBeProcessed: true }],
  'F24 200 with truncated JSON': [{ kind: 'truncated' }, { kind: 'cut-off' }],
  'F25 200 with an error body': [{ kind: 'error-body', mayBeProcessed: true }],
  'F26 201 without a slug': [{ kind: 'no-slug', mayBeProcessed: true }],
  'F27 a body that trickles': [{ kind: 'slow-loris', timeoutMs: 100 }],
  'F28 a body of 10 MB': [{ kind: 'huge' }, { kind: 'huge-packed' }],
  'F29 301': [{ kind: 'redirect-301', mayBeProcessed: true }],
  'F30 302': [{ kind: 'redirect-302', mayBeProcessed: true }],
  'F31 307': [{ kind: 'redirect-307', mayBeProcessed: true }],
  'F32 our clock goes forward by a day': clockFaults(day),
  'F33 our clock goes back by a day': clockFaults(-day),
}

function clockFaults(clockMs: number): Fault[] {
  return [
    { clockMs, kind: 'reset', mayBeProcessed: true },
    { clockMs, kind: 'refuse' },
    { clockMs, kind: 'status-401' },
    { clockMs, kind: 'status-429', retryAfter: () => '300' },
  ]
}

const calls = ['request', 'reply'] as const
const cases = Object.entries(faults).flatMap(([name, kinds]) =>
  calls.map((call) => [name, call, kinds.flatMap(variantsOf)] as const),
)

interface Variant extends Fault {
  /** Three minutes, for every call; otherwise the first call alone meets it. */
  readonly lasts: boolean
  readonly processed: boolean | undefined
}

function variantsOf(fault: Fault): Variant[] {
  const processed = fault.mayBeProcessed ? [true, false] : [undefined]
  return [true, false].flatMap((lasts) => processed.map((it) => ({ ...fault, lasts, processed: it })))
}

test('every kind of fault is here', () => {
  const numbers = Array.from({ length: 33 }, (_, index) => `F${String(index + 1).padStart(2, '0')}`)
  expect(Object.keys(faults).map((name) => name.slice(0, 3))).toEqual(numbers)
})

test.each(cases)('%s, met by a %s', async (_name, call, variants) => {
  const world = await startWorld(variants[0]?.timeoutMs)
  for (const variant of variants) {
    const thread = await world.open()
    if (call === 'reply') await world.box.drain()
    const first = await world.reply(thread, 'first')
    await world.reply(thread, 'second')
    const other = await world.open()
    await meet(world, variant, call === 'request' ? thread.row : first)
    expect(world.arrived(thread), JSON.stringify(variant)).toEqual(expectedOf(call, variant))
    expect(world.arrived(other)).toEqual(variant.parks && variant.lasts ? [] : ['The zip broke.'])
    await expectNothingSilent(world, thread, variant)
  }
})

test('after a day without the helpdesk everything arrives within minutes, in its order', async () => {
  const world = await startWorld()
  await world.fake.misbehave('refuse')
  const threads = [await world.open(), await world.open(), await world.open()]
  for (const thread of threads) for (const body of ['first', 'second']) await world.reply(thread, body)
  await pass(world, day)
  await world.end()
  await pass(world, policy.probeMs + minutes)
  for (const thread of threads) expect(world.arrived(thread)).toEqual(whole)
})

test('F33 a pause that was asked for before our clock went back does not last a day', async () => {
  const world = await startWorld()
  await world.fake.misbehave('status-429', { times: 1, retryAfter: '3600' })
  const thread = await world.open()
  await world.box.drain()
  world.setClock(-day)
  await pass(world, stuckMs)
  expect(world.arrived(thread)).toEqual(['The zip broke.'])
})

const whole = ['The zip broke.', 'first', 'second']

/** What is refused for good waits for a person; a reply does not hold up the next one. */
function expectedOf(call: (typeof calls)[number], { parks, lasts }: Variant): string[] {
  if (!parks) return whole
  if (call === 'request') return []
  return whole.filter((body) => body !== 'first' && !(lasts && body === 'second'))
}

async function expectNothingSilent(world: World, thread: Thread, { parks }: Variant) {
  const rows = await world.rows(thread)
  expect(rows).toHaveLength(3)
  const parked = rows.filter(({ state }) => state === 'parked')
  expect(parked.length > 0).toBe(parks === true)
  for (const { reason, detail } of parked) expect([reason, Boolean(detail)]).toEqual(['rejected', true])
  if (parks) expect((await world.box.health()).parked).toBeGreaterThan(0)
  else expect(rows.map(({ state }) => state)).toEqual(['delivered', 'delivered', 'delivered'])
}

/** Lets the row's first call meet the fault, and then gives it as long as nothing may take. */
async function meet(world: World, variant: Variant, row: string): Promise<void> {
  await world.begin(variant)
  await world.box.deliverNow(row, 60_000)
  if (variant.lasts) await pass(world, 3 * minutes)
  await world.end()
  world.setClock(variant.clockMs ?? 0)
  await pass(world, stuckMs + (variant.longestWaitMs ?? 0))
}

/** Turns the clock from one thing that is due to the next, and works it off. */
async function pass(world: World, ms: number): Promise<void> {
  const endMs = Date.now() + ms
  await world.box.drain()
  for (;;) {
    const dueMs = await world.nextDueMs()
    if (dueMs === null || Date.now() >= endMs) break
    vi.setSystemTime(Math.min(dueMs, endMs, Date.now() + minutes))
    await world.box.drain()
  }
  vi.setSystemTime(endMs)
  await world.box.drain()
}

interface Thread {
  readonly id: string
  readonly row: string
  readonly subject: string
}

interface World {
  readonly fake: ReamazeFake
  readonly box: Outbox
  open(): Promise<Thread>
  reply(thread: Thread, body: string): Promise<string>
  /** The bodies of its conversation, oldest first; of all conversations, should there be several. */
  arrived(thread: Thread): string[]
  rows(thread: Thread): Promise<{ state: string; reason: string | null; detail: string | null }[]>
  /** When the next row is due, from now on. */
  nextDueMs(): Promise<number | null>
  begin(variant: Variant): Promise<void>
  end(): Promise<void>
  /** Sets our clock forward or back; the helpdesk's goes on as it was. */
  setClock(byMs: number): void
}

const customer = { name: 'Mia Berg', email: 'mia@example.org' }
const silent = { debug() {}, info() {}, warn() {}, error() {} }

async function startWorld(timeoutMs = 5_000): Promise<World> {
  // Only what the clock says is virtual; the network runs in its own time.
  vi.useFakeTimers({ toFake: ['Date'], now: noon })
  onTestFinished(() => void vi.useRealTimers())
  const database = await openFolder()
  const way = await openWay(timeoutMs)
  const { fake, helpdesk } = way
  const box = createOutbox({ database, helpdesk, log: silent, nowMs: Date.now, random: Math.random })
  onTestFinished(() => box.stop())
  return { ...way, ...rowsOf(database), fake, box, ...senderOf(database, box) }
}

async function openFolder(): Promise<Database> {
  const dataDir = mkdtempSync(join(tmpdir(), 'deskbell-faults-'))
  const database = await openDatabase({ databaseUrl: null, dataDir })
  onTestFinished(async () => {
    await database.close()
    rmSync(dataDir, { recursive: true })
  })
  return database
}

/** The helpdesk, and the faults on the way to it. */
async function openWay(timeoutMs: number) {
  let aheadMs = 0
  let detour: ((url: string) => string) | undefined
  const fake = await startReamazeFake({ nowMs: () => Date.now() - aheadMs })
  onTestFinished(() => fake.stop())
  const reach: typeof fetch = (input, init) => fetch(detour ? detour(String(input)) : input, init)
  const { url: baseUrl, email, apiToken } = fake
  return {
    fake,
    helpdesk: createReamaze({ baseUrl, email, apiToken, fetch: reach, timeoutMs }),
    async begin({ kind, retryAfter, lasts, processed, ...fault }: Variant) {
      detour = fault.detour
      if (!kind) return
      await fake.misbehave(kind, {
        ...(!lasts && { times: 1, method: 'POST' }),
        ...(retryAfter && { retryAfter: retryAfter() }),
        ...(processed !== undefined && { processed }),
      })
    },
    async end() {
      detour = undefined
      await fake.behave()
    },
    setClock(byMs: number) {
      aheadMs += byMs
      vi.setSystemTime(Date.now() + byMs)
    },
    arrived: ({ subject }: Thread) =>
      fake
        .conversations()
        .filter((it) => it.subject === subject)
        .flatMap(({ messages }) => messages.map(({ body }) => body)),
  }
}

function senderOf({ kysely }: Database, box: Outbox) {
  let count = 0
  return {
    async open(): Promise<Thread> {
      count += 1
      const subject = `Broken zip ${count}`
      const conversation = {
        subject,
        body: 'The zip broke.',
        customer,
        channel: 'support',
        tags: [],
        data: {},
      }
      const row = idOf(
        await box.acceptRequest({
          form: 'support',
          requestId: newToken(),
          tokens: [newToken()],
          typed: {},
          conversation,
        }),
      )
      const query = kysely.selectFrom('outbox').select('thread_id').where('id', '=', row)
      return { id: (await query.executeTakeFirstOrThrow()).thread_id, row, subject }
    },
    reply: async ({ id: threadId }: Thread, body: string) =>
      idOf(await box.acceptReply({ threadId, requestId: newToken(), message: { body, customer } })),
  }
}

function idOf(acceptance: Awaited<ReturnType<Outbox['acceptReply' | 'acceptRequest']>>): string {
  if (acceptance.outcome !== 'accepted') throw new Error('it was not accepted')
  return acceptance.id
}

const rowsOf = ({ kysely }: Database) => ({
  rows: ({ id }: Thread) =>
    kysely
      .selectFrom('outbox')
      .select(['state', 'reason', 'detail'])
      .where('thread_id', '=', id)
      .orderBy('position')
      .execute(),
  async nextDueMs() {
    const due = await kysely
      .selectFrom('outbox')
      .select(({ fn }) => fn.min('due_ms').as('ms'))
      .where('state', 'in', ['waiting', 'sending', 'uncertain'])
      .where('due_ms', '>', Date.now())
      .executeTakeFirst()
    return due?.ms ?? null
  },
})
