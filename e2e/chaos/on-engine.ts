/** The suite on one engine: seeded stories, first starts, crash points, and a week without the helpdesk. */
import { crashEverywhere } from './crash-points.ts'
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
  /** Of 200 shares of all pairs this one, on SQLite; and only the stories besides. Null: all the rest. */
  readonly round: number | null
}

interface Run extends Sizes {
  readonly engine: Engine
  readonly clock: VirtualTime
  readonly report: Report
  /** PostgreSQL takes several times as long: the quick size has all of it on SQLite, and one of so many here. */
  readonly share: number
}

/** Takes the clock and chance of this process over. */
export async function runOnEngine(
  name: keyof typeof engines,
  { report, ...sizes }: Sizes & { readonly report: Report },
): Promise<void> {
  const clock = startVirtualTime(Date.now())
  const engine = await engines[name]()
  const run = { ...sizes, engine, clock, report, share: sizes.isQuick && name === 'postgres' ? 6 : 1 }
  await tellStories(run)
  if (run.round === null) await startAnew(run)
  if (run.round === null || name === 'sqlite') await crashAll(run)
  if (run.round === null) await goAWeekWithout(run)
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
    if (!isHappy(story)) report.fail([`${replay}: ${JSON.stringify(story)}`])
  }
  report.say(`${engine.name}: simulation`, sums)
}

async function startAnew({ engine, clock, report, share }: Run): Promise<void> {
  const { failures, points } = await crashMigrations(engine, clock, share)
  report.fail(failures)
  report.say(`${engine.name}: a first start, crashed before and after each side effect`, { points })
}

async function crashAll(run: Run): Promise<void> {
  const { engine, clock, report, share } = run
  const plan = { every: share, isRun: shareOfPairs(run) }
  const { failures, ...counts } = await crashEverywhere(engine, clock, plan)
  report.fail(failures)
  report.say(`${engine.name}: crash points, before and after each`, counts)
}

/** All pairs take hours: of 50 on SQLite, and of 200 on PostgreSQL, one is run. The nights go through all of them on SQLite. */
function shareOfPairs({ engine, isQuick, round }: Run): (pair: number) => boolean {
  if (isQuick) return () => false
  const of = round === null && engine.name === 'sqlite' ? 50 : 200
  return (pair) => pair % of === (round ?? 0)
}

async function goAWeekWithout({ engine, clock, report, isQuick, share }: Run): Promise<void> {
  const { verdict, ...outage } = await liveThroughOutage(engine, clock, createChance(2), {
    letters: isQuick ? Math.ceil(500 / share) : 10_000,
    callsPerMinute: 100,
  })
  const { lost, duplicated, reordered } = verdict
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
