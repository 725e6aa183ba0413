/** Every crash point: each side effect of each flow fails once and is the last one twice, and so do those of the recovery. */
import { type Crash, type CrashRun, crash, type Outcome, prepare, Unreached } from './crash.ts'
import type { Engine } from './engines.ts'
import { type Flow, flows } from './flows.ts'
import { isClean } from './ledger.ts'
import type { Fate } from './life.ts'
import type { Report } from './report.ts'
import type { Saved } from './situation.ts'
import type { VirtualTime } from './virtual-time.ts'

export interface CrashCounts {
  /** Side effects, each with a crash before it, one after it, and a failure of its own. */
  points: number
  /** A crash, and another one, or a failure, during the recovery from it. */
  pairs: number
  /** Runs that, however often, came to their end before they could die. */
  unreached: number
}

export interface CrashPlan {
  /** 1: each side effect is a crash point; 3: each third. */
  readonly every: number
  /** Whether this pair is run, of all pairs, which are numbered from 0; null: none is. */
  readonly isRun: ((flow: Flow, pair: number) => boolean) | null
}

/** Runs all crash points of all flows, before both helpdesks, and pairs of them. */
export async function crashEverywhere(
  engine: Engine,
  time: VirtualTime,
  { every, isRun }: CrashPlan,
  report: Report,
): Promise<CrashCounts> {
  const counts: CrashCounts = { points: 0, pairs: 0, unreached: 0 }
  let pair = 0
  const attempt = async (before: Saved, run: CrashRun, triesLeft = triesAtMost) => {
    const isFirst = run.fates.length === 1
    const crashed = await persist(before, time, run, isFirst && isRun !== null, triesLeft)
    if (crashed) reportOutcome(engine, run, crashed.outcome, report)
    return crashed
  }
  const attemptPairs = async (run: CrashRun, { outcome, after }: Crash) => {
    for (const second of fatesAt(outcome.effects)) {
      pair += 1
      if (!after || !isRun?.(run.flow, pair - 1)) continue
      if (await attempt(after, { ...run, fates: [...run.fates, second] })) counts.pairs += 1
      else counts.unreached += 1
    }
    after?.drop()
  }
  const isReached = async (before: Saved, run: CrashRun, at: number) => {
    const crashed = await attempt(before, { ...run, fates: [{ at, moment: 'before' }] }, 3)
    crashed?.after?.drop()
    return crashed !== null
  }
  for (const run of whole()) {
    const before = await prepare(engine, time, run)
    let effects = (await attempt(before, run))?.outcome.effects ?? 0
    for (let at = 1; at <= effects; at += every) {
      counts.points += 1
      for (const moment of moments) {
        const first = { ...run, fates: [{ at, moment }] }
        const crashed = await attempt(before, first)
        if (crashed) await attemptPairs(first, crashed)
        else counts.unreached += 1
      }
      // Where two deliveries run side by side, another run may come to one more.
      if (every === 1 && at === effects && (await isReached(before, run, at + 1))) effects += 1
    }
    before.drop()
  }
  if (counts.unreached * 1_000 > counts.points * moments.length + counts.pairs)
    report.fail([`${counts.unreached} runs ended too early, ${triesAtMost} times each`])
  return counts
}

const triesAtMost = 20

/** Null when each of so many tries came to its end before it could die. */
async function persist(
  before: Saved,
  time: VirtualTime,
  run: CrashRun,
  keeps: boolean,
  triesLeft: number,
): Promise<Crash | null> {
  try {
    return await crash(before, time, run, keeps)
  } catch (error) {
    if (!(error instanceof Unreached)) throw new Error(`a run broke off: ${describe(run)}`, { cause: error })
    return triesLeft > 1 ? persist(before, time, run, keeps, triesLeft - 1) : null
  }
}

function reportOutcome(engine: Engine, run: CrashRun, outcome: Outcome, report: Report): void {
  const { verdict, letters, undelivered, unmet, strayFiles } = outcome
  report.judge(verdict)
  const faults = run.fates.filter(({ moment }) => moment === 'fails').length
  report.count({ faults, kills: run.fates.length - faults, requests: letters })
  if (!isClean(verdict) || undelivered + unmet.length + strayFiles > 0)
    report.fail([`${engine.name}, ${describe(run)}: ${JSON.stringify(outcome)}`])
}

/** Each flow from its beginning to its end. */
function whole(): CrashRun[] {
  return flows.flatMap((flow) =>
    (flow.remoteOnly ? [false] : [false, true]).map((isBuiltin) => ({ flow, isBuiltin, fates: [] })),
  )
}

const moments = ['before', 'after', 'fails'] as const

function* fatesAt(effects: number): Generator<Fate> {
  for (let at = 1; at <= effects; at += 1) for (const moment of moments) yield { at, moment }
}

const describe = ({ flow, isBuiltin, fates }: CrashRun) =>
  `${flow.name}, ${isBuiltin ? 'built-in' : 'Re:amaze'}, ${fates.map(({ at, moment }) => `${moment} ${at}`).join(' and ')}`
