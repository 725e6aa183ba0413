/** How fast the outbox is worked off when very many messages wait, beside few. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { openDatabase } from '#lib/db/open.ts'
import { createReamaze } from '#lib/helpdesk/reamaze/adapter.ts'
import { createOutbox } from '#lib/outbox/outbox.ts'
import { caseOf, type Figure } from './figure.ts'
import { fillOutbox } from './outbox-data.ts'
import { drainPostfix, type PostfixRates, withoutPostfix } from './postfix.ts'
import { startSink } from './sink.ts'

const few = 1_000

/** Figure 11 of performance.md: deliveries over HTTP to a helpdesk that answers at once. */
export async function measureDrain({ quick }: { readonly quick: boolean }): Promise<Figure[]> {
  const many = quick ? 2_000 : 100_000
  const before = await beside(quick ? 1 : 4)
  const large = await drainRates(many, 1)
  const after = await beside(quick ? 0 : 4)
  const pairs = [...before, ...after]
  const small = pairs.map(({ ours }) => ours)
  const [rate = Number.NaN] = large
  return [
    {
      name: '11 Working off the outbox',
      ratio: `messages delivered in a second while ${many} wait ÷ while ${few} wait`,
      unit: '/s',
      cases: [
        caseOf(
          `${many} pending`,
          small.map(() => rate),
          small,
        ),
      ],
    },
    besidePostfix(pairs),
  ]
}

interface Pair {
  readonly ours: number
  readonly postfix: PostfixRates | null
}

/** In turns. */
async function beside(rounds: number): Promise<Pair[]> {
  const pairs: Pair[] = []
  for (let round = 0; round < rounds; round += 1) {
    const postfix = withoutPostfix() === null ? await drainPostfix(few) : null
    pairs.push({ ours: await drainOnce(few), postfix })
  }
  return pairs
}

function besidePostfix(pairs: readonly Pair[]): Figure {
  const both = pairs.flatMap(({ ours, postfix }) => (postfix === null ? [] : [{ ours, postfix }]))
  const why = withoutPostfix()
  return {
    name: '11 Working off beside Postfix',
    ratio: `messages delivered in a second while ${few} wait ÷ by Postfix to a sink on this machine`,
    unit: '/s',
    ...(why && { missing: why }),
    cases: why
      ? []
      : [
          caseOf(
            '÷ Postfix, taking and delivering',
            both.map(({ ours }) => ours),
            both.map(({ postfix }) => postfix.through),
          ),
          caseOf(
            '÷ Postfix, from a full queue',
            both.map(({ ours }) => ours),
            both.map(({ postfix }) => postfix.queued),
          ),
        ],
  }
}

const known = new Map<number, readonly number[]>()

/** Messages delivered in a second, from `pending` of them to none, in each of `rounds`: measured once in a run. */
export async function drainRates(pending: number, rounds: number): Promise<readonly number[]> {
  const rates = [...(known.get(pending) ?? [])]
  while (rates.length < rounds) rates.push(await drainOnce(pending))
  known.set(pending, rates)
  return rates
}

async function drainOnce(pending: number): Promise<number> {
  const dataDir = mkdtempSync(join(tmpdir(), 'deskbell-bench-'))
  const database = await openDatabase({ databaseUrl: null, dataDir })
  const sink = await startSink({ delayMs: 0 })
  try {
    await fillOutbox(database, pending)
    const helpdesk = createReamaze({ baseUrl: sink.url, email: 'desk@example.org', apiToken: 'token', fetch })
    const log = pino({ level: 'silent' })
    const box = createOutbox({ database, helpdesk, log, nowMs: Date.now, random: Math.random })
    const startMs = performance.now()
    await box.drain()
    const tookMs = performance.now() - startMs
    const taken = await sink.taken()
    if (taken !== pending) throw new Error(`${taken} of ${pending} were delivered`)
    return (pending * 1_000) / tookMs
  } finally {
    await sink.stop()
    await database.close()
    rmSync(dataDir, { recursive: true })
  }
}
