/** `npm run chaos`: crashes, faults, kills and seeded bugs, and a count of what was lost, sent twice or out of order. */
import { parseArgs } from 'node:util'
import { catchBugs } from './bugs.ts'
import { killServers } from './kills.ts'
import { runInLanes, sendTotals } from './lanes.ts'
import { runNightly } from './nightly.ts'
import { engines, runOnEngine, stageNames } from './on-engine.ts'
import { createReport } from './report.ts'
import { isHappy, tell } from './simulation.ts'
import { hasStrace, traceSyncs } from './syncs.ts'
import { startVirtualTime } from './virtual-time.ts'

const { values: given } = parseArgs({
  options: {
    /** What `npm test` runs: every crash point and few seeds; no kills, no pairs, no seeded bugs. */
    quick: { type: 'boolean', default: false },
    /** Ends with the first failure. */
    first: { type: 'boolean', default: false },
    engine: { type: 'string', default: 'both' },
    seeds: { type: 'string' },
    /** The first seed. */
    from: { type: 'string', default: '1' },
    /** Goes on where it was stopped, to 100,000 seeds on each engine and 10,000 kills. */
    nightly: { type: 'boolean', default: false },
    /** One round of the nightly run, by its number: stories, kills, and its share of the pairs. */
    round: { type: 'string' },
    kills: { type: 'string' },
    /** Requests traced with strace. */
    requests: { type: 'string', default: '1000' },
    /** Does nothing else: `kills`, `fsync`, `bugs`, `sqlite` or `postgres`, or of these one stage, as in `sqlite-crashes`. */
    part: { type: 'string' },
    /** Plants only the bugs whose name holds this. */
    bug: { type: 'string', default: '' },
    /** Tells this one story again. */
    seed: { type: 'string' },
  },
})
const sizes = {
  isQuick: given.quick,
  firstSeed: Number(given.from),
  seeds: Number(given.seeds ?? (given.quick ? 200 : 2_000)),
  round: given.round === undefined ? null : Number(given.round),
}
const kills = Number(given.kills ?? (given.quick ? 0 : 200))
const report = createReport(given.first)
const engineNames = ['postgres', 'sqlite'] as const

/** Each can be a process of its own; one of an engine's alone, or all of that engine. */
const parts: ReadonlyMap<string, () => Promise<void>> = new Map([
  ['kills', shootServers],
  ['fsync', traceAnswers],
  ['bugs', plantBugs],
  ...engineNames.flatMap((engine) => [
    [engine, () => runOnEngine(engine, stageNames, { ...sizes, report })] as const,
    ...stageNames.map(
      (stage) => [`${engine}-${stage}`, () => runOnEngine(engine, [stage], { ...sizes, report })] as const,
    ),
  ]),
])

const longestFirst = {
  whole: [
    'postgres-crashes',
    'kills',
    'sqlite-crashes',
    'postgres-stories',
    'bugs',
    'postgres-week',
    'sqlite-stories',
    'fsync',
    'sqlite-week',
    'postgres-starts',
    'sqlite-starts',
  ],
  // Of PostgreSQL so little that to start it for each stage would take as long.
  quick: ['postgres', 'sqlite-crashes', 'sqlite-stories', 'sqlite-week', 'sqlite-starts', 'kills'],
  round: ['postgres-stories', 'kills', 'sqlite-stories', 'sqlite-crashes'],
}

if (given.part !== undefined) await runPart(given.part)
else if (given.seed !== undefined) await retell(Number(given.seed))
const isWhole = given.part === undefined && given.seed === undefined
const failedParts = given.nightly ? await runNightly() : isWhole ? await runAll() : 0
const failures = report.failures() + failedParts
if (given.part !== undefined) await sendTotals(report.totals())
else console.log(failures === 0 ? '\n0 lost, 0 duplicated, 0 reordered' : `\n${failures} failures`)
process.exit(failures === 0 ? 0 : 1)

async function runPart(name: string): Promise<void> {
  const run = parts.get(name)
  if (!run) throw new Error(`--part is one of ${[...parts.keys()].join(', ')}`)
  await run()
}

/** @returns how many parts failed. */
async function runAll(): Promise<number> {
  const ran = await runInLanes(chosenParts().map((part) => [...process.argv.slice(2), '--part', part]))
  for (const { totals } of ran) if (totals) report.count(totals)
  report.say('\nin all', { ...report.totals() })
  return ran.filter(({ code }) => code !== 0).length
}

function chosenParts(): readonly string[] {
  const all = given.quick
    ? longestFirst.quick
    : sizes.round === null
      ? longestFirst.whole
      : longestFirst.round
  const other = given.engine === 'both' ? null : engineNames.find((engine) => engine !== given.engine)
  return all.filter((part) => !(other && part.startsWith(other)) && (part !== 'kills' || kills > 0))
}

async function shootServers(): Promise<void> {
  const { verdict, ...killed } = await killServers(kills)
  const { lost, duplicated } = verdict
  report.fail(lost.map((subject) => `never arrived: ${subject}`))
  report.fail(duplicated.map((subject) => `arrived again: ${subject}`))
  report.judge(verdict)
  report.count({ kills: killed.kills, requests: killed.accepted })
  report.say('SIGKILL of the built server under load', {
    ...killed,
    lost: lost.length,
    duplicated: duplicated.length,
  })
}

async function traceAnswers(): Promise<void> {
  const requests = Number(given.requests)
  if (!hasStrace())
    return report.say('fsync before the first byte of each answer: not traced, there is no strace', {})
  const { answers, synced } = await traceSyncs(requests)
  if (answers < requests || synced < answers)
    report.fail([`${synced} of ${requests} answers came after a sync`])
  report.say('fsync before the first byte of each answer, traced with strace', { answers, synced })
}

async function retell(seed: number): Promise<void> {
  const time = startVirtualTime(Date.now())
  for (const [name, start] of Object.entries(engines)) {
    if (given.engine !== 'both' && given.engine !== name) continue
    const engine = await start()
    const story = await tell(engine, time, seed)
    if (!isHappy(story)) report.fail([`${name}, seed ${seed}`])
    report.say(`${name}, seed ${seed}: ${isHappy(story) ? 'happy' : 'unhappy'}`, { ...story })
    await engine.stop()
  }
}

async function plantBugs(): Promise<void> {
  const { planted, missed } = await catchBugs(given.bug)
  report.fail(missed.map((name) => `not caught: ${name}`))
  report.say('seeded bugs', { planted, caught: planted - missed.length })
}
