/** The suite on one engine: seeded stories, first starts, crash points, and a week without the helpdesk. */
import { type CrashPlan, crashEverywhere } from './crash-points.ts'
import { type Engine, startPostgresEngine, startSqlite } from './engines.ts'
import { crashMigrations } from './migrations.ts'
import { liveThroughOutage } from './outage.ts'
import type { Report } from './report.ts'
import { isHappy, tell } from './simulation.ts'
import { createChance, startVirtualTime, type VirtualTime } from './virtual-time.ts'

export const engines = { sqlite: startSqlite, postgres: startPostgresEngine }

export interface Sizes {
  /** Every crash point and few letters; no pairs. */
  readonly isQuick: boolean
  readonly firstSeed: number
  readonly seeds: number
  /** Of all shares of the pairs this one. Null: those of the whole suite. */
  readonly round: number | null
}

interface Run extends Sizes {
  readonly engine: Engine
  readonly clock: VirtualTime
  readonly report: Report
  /** PostgreSQL takes several times as long: the quick size has all of it on SQLite, and one of so many here. */
  readonly share: number
}

const stages = { stories: tellStories, starts: startAnew, crashes: crashAll, week: goAWeekWithout }
export type Stage = keyof typeof stages

/** In this order. */
export const stageNames: readonly Stage[] = ['stories', 'starts', 'crashes', 'week']

/** Takes the clock and chance of this process over. */
export async function runOnEngine(
  name: keyof typeof engines,
  chosen: readonly Stage[],
  { report, ...sizes }: Sizes & { readonly report: Report },
): Promise<void> {
  const clock = startVirtualTime(Date.now())
  const engine = await engines[name]()
  const run = { ...sizes, engine, clock, report, share: sizes.isQuick && name === 'postgres' ? 6 : 1 }
  for (const stage of chosen) await stages[stage](run)
  await engine.stop()
}

async function tellStories({ engine, clock, report, firstSeed, seeds, share }: Run): Promise<void> {
  const sums = { stories: 0, letters: 0, faults: 0, kills: 0 }
  for (let seed = firstSeed; seed < firstSeed + Math.ceil(seeds / share); seed += 1) {
    const replay = `npm run chaos -- --engine ${engine.name} --seed ${seed}`
    const story = await tell(engine, clock, seed).catch((error: unknown) => {
      throw new Error(`a story broke off: ${replay}`, { cause: error })
    })
    sums.stories += 1
    sums.letters += story.letters
    sums.faults += story.faults
    sums.kills += story.kills
    report.judge(story.verdict)
    if (!isHappy(story)) report.fail([`${replay}: ${JSON.stringify(story)}`])
  }
  report.count({ faults: sums.faults, kills: sums.kills, requests: sums.letters })
  report.say(`${engine.name}: simulation`, sums)
}

async function startAnew({ engine, clock, report, share }: Run): Promise<void> {
  const { failures, points } = await crashMigrations(engine, clock, share)
  report.fail(failures)
  report.count({ points, faults: points, kills: 2 * points })
  report.say(`${engine.name}: a first start, crashed before and after each side effect`, { points })
}

async function crashAll(run: Run): Promise<void> {
  const { engine, clock, report, share } = run
  const { isRun, words } = choosePairs(run)
  const counts = await crashEverywhere(engine, clock, { every: share, isRun }, report)
  report.count(counts)
  report.say(`${engine.name}: crash points, before and after each, and pairs, ${words}`, { ...counts })
}

/** All pairs take hours; the nights go through them, round by round, on SQLite. */
function choosePairs({ isQuick, round }: Run): { isRun: CrashPlan['isRun']; words: string } {
  if (isQuick) return { isRun: null, words: 'none' }
  // Seeded by its number: the same ones every time.
  const isSampled = (pair: number) => createChance(pair).below(sharesOfPairs) === (round ?? 0)
  const words = `1 of ${sharesOfPairs} by seed`
  if (round !== null) return { isRun: (_flow, pair) => isSampled(pair), words }
  return {
    isRun: (flow, pair) => flow.isCore === true || isSampled(pair),
    words: `all of accept and deliver, ${words} of the rest`,
  }
}

const sharesOfPairs = 200

async function goAWeekWithout({ engine, clock, report, isQuick, share }: Run): Promise<void> {
  const { verdict, ...outage } = await liveThroughOutage(engine, clock, createChance(2), {
    letters: isQuick ? Math.ceil(500 / share) : 10_000,
    callsPerMinute: 100,
  })
  const { lost, duplicated, reordered } = verdict
  report.judge(verdict)
  report.count({ faults: 1, kills: 7 * 24, requests: outage.letters })
  report.fail([...lost, ...duplicated, ...reordered].map((letter) => `outage: ${letter}`))
  if (outage.undelivered > 0) report.fail([`outage: ${outage.undelivered} not delivered`])
  if (outage.tooEarly > 0) report.fail([`outage: ${outage.tooEarly} calls earlier than asked for`])
  if (outage.mostWhileDown > 60)
    report.fail([`outage: ${outage.mostWhileDown} calls in a minute to a helpdesk that is down`])
  report.say(`${engine.name}: seven days without the helpdesk`, {
    ...outage,
    verdict: `${lost.length} lost, ${duplicated.length} duplicated, ${reordered.length} reordered`,
  })
}
