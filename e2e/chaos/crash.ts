/** One run of one flow: it dies, or one of its side effects fails, as planned; after that everything still arrives once. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Engine } from './engines.ts'
import type { Flow, Scene } from './flows.ts'
import type { Instance } from './installation.ts'
import { judge, type Verdict } from './ledger.ts'
import { DiskFull, type Fate } from './life.ts'
import { readBuiltinArrivals, stuckMs, workOff } from './recovery.ts'
import { type Saved, type Situation, save, startSituation } from './situation.ts'
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
  /** Whose customers were told that they are safe. */
  readonly letters: number
  readonly undelivered: number
  /** What else is not as it should be. */
  readonly unmet: readonly string[]
  /** Files that lie in the store and on no record, or the other way round, or were sent and are gone, a day later. */
  readonly strayFiles: number
}

/** What was there before the flow; each run begins with it. */
export async function prepare(engine: Engine, time: VirtualTime, run: CrashRun): Promise<Saved> {
  const situation = await startSituation(engine, time, run.isBuiltin)
  const preparer = situation.installation.start()
  await run.flow.prepare(sceneOf(situation, preparer, time))
  await preparer.kill()
  const saved = await save(time, situation)
  await situation.installation.close()
  return saved
}

/**
 * From `before` on the flow meets the last of the run's fates, and after that comes to its end.
 * @param keeps what is there in between. @throws Unreached.
 */
export async function crash(before: Saved, time: VirtualTime, run: CrashRun, keeps: boolean): Promise<Crash> {
  const situation = await before.restore()
  const fate = run.fates.at(-1)
  try {
    if (fate) await meet(situation, time, run, fate)
    const after = keeps ? await save(time, situation) : null
    return { after, outcome: await end(situation, time, run) }
  } finally {
    await situation.installation.close()
  }
}

export interface Crash {
  readonly outcome: Outcome
  readonly after: Saved | null
}

async function meet(situation: Situation, time: VirtualTime, { flow }: CrashRun, fate: Fate): Promise<void> {
  const instance = situation.installation.start(fate)
  await instance.until(flow.run(sceneOf(situation, instance, time))).catch(unlessPlanned)
  const isMet = instance.life.effects.length >= fate.at
  await instance.kill()
  if (!isMet) throw new Unreached()
}

/** The flow runs to its end, and the conversation goes on: what was half written down would show now. */
async function end(situation: Situation, time: VirtualTime, { flow }: CrashRun): Promise<Outcome> {
  const { installation, customers, helpdesk, uploaded } = situation
  const { spectator, store } = installation
  const last = installation.start()
  await flow.run(sceneOf(situation, last, time))
  const effects = last.life.effects.length
  const unmet = (await flow.unmet?.(sceneOf(situation, last, time))) ?? []
  for (const thread of customers.threads) await customers.send(last, customers.reply(thread))
  await workOff(last, time, spectator, stuckMs)
  const { waiting, sending, uncertain, parked } = await last.box.health()
  const strayFiles = await countStrayFiles(last, store.folder, time, [...uploaded.values()].flat())
  await last.kill()
  const arrivals = helpdesk ? helpdesk.arrivals() : await readBuiltinArrivals(spectator)
  return {
    effects,
    verdict: judge(await customers.promised(), arrivals.map(withoutLinks)),
    letters: customers.safe().length,
    undelivered: waiting + sending + uncertain + parked,
    unmet,
    strayFiles,
  }
}

const sceneOf = ({ installation, ...rest }: Situation, instance: Instance, time: VirtualTime): Scene => ({
  ...rest,
  post: installation.post,
  instance,
  time,
})

/** The flow ended before the effect that it was to die at: with two deliveries side by side it may take one question less. */
export class Unreached extends Error {}

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
