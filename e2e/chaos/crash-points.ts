/** Every crash point: each side effect of each flow fails once and is the last one twice; after it everything still arrives once. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { createCustomers } from './customers.ts'
import type { Engine } from './engines.ts'
import { type Flow, flows, type Scene } from './flows.ts'
import { type ChaosHelpdesk, createChaosHelpdesk } from './helpdesk.ts'
import { createInstallation, type Installation, type Instance } from './installation.ts'
import { isClean, judge, type Verdict } from './ledger.ts'
import { DiskFull, type Fate } from './life.ts'
import { readBuiltinArrivals, readHeldUp, stuckMs, workOff } from './recovery.ts'
import type { VirtualTime } from './virtual-time.ts'

export interface CrashRun {
  readonly flow: Flow
  readonly isBuiltin: boolean
  /** The first is the flow's, the second its recovery's. */
  readonly fates: readonly Fate[]
}

export interface Outcome {
  /** Side effects of the flow in the process that did not die. */
  readonly effects: number
  readonly verdict: Verdict
  readonly undelivered: number
  /** What else is not as it should be. */
  readonly unmet: readonly string[]
  /** Files that lie in the store and on no record, or the other way round, or were sent and are gone, a day later. */
  readonly strayFiles: number
}

/** Runs one flow, with its deaths, to its end. */
async function crash(engine: Engine, time: VirtualTime, run: CrashRun): Promise<Outcome> {
  const store = await engine.create()
  const helpdesk = run.isBuiltin ? null : createChaosHelpdesk({ nowMs: time.nowMs, passMs: time.pass })
  const installation = createInstallation(store, helpdesk, time.nowMs)
  try {
    return await runThrough(installation, helpdesk, time, run)
  } finally {
    await installation.close()
  }
}

async function runThrough(
  installation: Installation,
  helpdesk: ChaosHelpdesk | null,
  time: VirtualTime,
  { flow, fates }: CrashRun,
): Promise<Outcome> {
  const { spectator, post } = installation
  const customers = createCustomers(async () => new Set(await readHeldUp(spectator)))
  const shared = {
    post,
    customers,
    helpdesk,
    time,
    letters: [],
    uploaded: new Map<string, readonly string[]>(),
  }
  const asScene = (instance: Instance): Scene => ({ ...shared, instance })
  const preparer = installation.start()
  await flow.prepare(asScene(preparer))
  await preparer.kill()

  for (const fate of fates) {
    const instance = installation.start(fate)
    await instance.until(flow.run(asScene(instance))).catch(unlessPlanned)
    const isMet = instance.life.effects.length >= fate.at
    await instance.kill()
    if (!isMet) throw new Unreached()
  }
  const last = installation.start()
  await flow.run(asScene(last))
  const effects = last.life.effects.length
  const unmet = (await flow.unmet?.(asScene(last))) ?? []
  // The conversation goes on: what was half written down would show now.
  for (const thread of customers.threads) await customers.send(last, customers.reply(thread))
  await workOff(last, time, spectator, stuckMs)
  const { waiting, sending, uncertain, parked } = await last.box.health()
  const strayFiles = await countStrayFiles(
    last,
    installation.store.folder,
    time,
    [...shared.uploaded.values()].flat(),
  )
  await last.kill()
  const arrivals = helpdesk ? helpdesk.arrivals() : await readBuiltinArrivals(spectator)
  return {
    effects,
    verdict: judge(await customers.promised(), arrivals.map(withoutLinks)),
    undelivered: waiting + sending + uncertain + parked,
    unmet,
    strayFiles,
  }
}

/** The flow ended before the effect that it was to die at: with two deliveries side by side it may take one question less. */
class Unreached extends Error {}

/** What failed was told, to the customer or in the log; it is tried again. */
function unlessPlanned(error: unknown): void {
  if (!isPlanned(error)) throw error
}

const isPlanned = (error: unknown): boolean =>
  error instanceof DiskFull ||
  (error instanceof Error && (isPlanned(error.cause) || error.message === 'a file was refused: full'))

/** The links to several files stand below the words. */
const withoutLinks = ({ subject, bodies }: { subject: string; bodies: readonly string[] }) => ({
  subject,
  bodies: bodies.map((body) => body.split('\n')[0] ?? ''),
})

async function countStrayFiles(
  { uploads, database }: Instance,
  folder: string,
  time: VirtualTime,
  sent: readonly string[],
): Promise<number> {
  time.pass(25 * 60 * 60_000)
  await uploads.sweep()
  const lying = readdirSync(join(folder, 'uploads'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
  const rows = await database.kysely.selectFrom('upload').select('id').execute()
  const recorded = rows.map(({ id }) => id)
  const all = new Set([...lying, ...recorded, ...sent])
  return [...all].filter((id) => !lying.includes(id) || !recorded.includes(id)).length
}

export interface CrashCounts {
  /** Side effects, each with a crash before it, one after it, and a failure of its own. */
  points: number
  pairs: number
  /** Runs that came to their end before they could die. */
  unreached: number
  readonly failures: string[]
}

export interface CrashPlan {
  /** 1: each side effect is a crash point; 3: each third. */
  readonly every: number
  /** Whether this pair of crashes is run, of all that are numbered from 0: the second falls into the recovery from the first. */
  readonly isRun: (pair: number) => boolean
}

/** Runs all crash points of all flows, before both helpdesks, and pairs of them. */
export async function crashEverywhere(
  engine: Engine,
  time: VirtualTime,
  { every, isRun }: CrashPlan,
): Promise<CrashCounts> {
  const counts: CrashCounts = { points: 0, pairs: 0, unreached: 0, failures: [] }
  let pair = -1
  const attempt = async (run: CrashRun) => {
    const outcome = await crash(engine, time, run).catch((error: unknown) => {
      if (!(error instanceof Unreached)) throw error
      counts.unreached += 1
      return null
    })
    if (!outcome) return 0
    const { verdict, undelivered, unmet, strayFiles } = outcome
    if (!isClean(verdict) || undelivered + unmet.length + strayFiles > 0)
      counts.failures.push(`${engine.name}, ${describe(run)}: ${JSON.stringify(outcome)}`)
    return outcome.effects
  }
  for (const flow of flows) {
    for (const isBuiltin of flow.remoteOnly ? [false] : [false, true]) {
      const effects = await attempt({ flow, isBuiltin, fates: [] })
      counts.points += Math.ceil(effects / every)
      for (const first of fatesAt(effects, every)) {
        const recovery = await attempt({ flow, isBuiltin, fates: [first] })
        for (const second of fatesAt(recovery, 1)) {
          pair += 1
          if (!isRun(pair)) continue
          await attempt({ flow, isBuiltin, fates: [first, second] })
          counts.pairs += 1
        }
      }
    }
  }
  if (counts.unreached > counts.points / 50) counts.failures.push(`${counts.unreached} runs ended too early`)
  return counts
}

function* fatesAt(effects: number, every: number): Generator<Fate> {
  for (let at = 1; at <= effects; at += every) {
    for (const moment of ['before', 'after', 'fails'] as const) yield { at, moment }
  }
}

const describe = ({ flow, isBuiltin, fates }: CrashRun) =>
  `${flow.name}, ${isBuiltin ? 'built-in' : 'Re:amaze'}, ${fates.map(({ at, moment }) => `${moment} ${at}`).join(' and ')}`
