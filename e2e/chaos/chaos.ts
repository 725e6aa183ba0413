/** `npm run chaos`: crashes, faults, kills and seeded bugs, and a count of what was lost, sent twice or out of order. */
import { parseArgs } from 'node:util'
import { catchBugs } from './bugs.ts'
import { killServers } from './kills.ts'
import { runInLanes } from './lanes.ts'
import { runNightly } from './nightly.ts'
import { engines, runOnEngine } from './on-engine.ts'
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
    /** Does nothing else: `postgres`, `kills`, `fsync`, `sqlite` or `bugs`. */
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

/** The longest first. */
const parts: Readonly<Record<string, () => Promise<void>>> = {
  postgres: () => runOnEngine('postgres', { ...sizes, report }),
  kills: shootServers,
  fsync: traceAnswers,
  sqlite: () => runOnEngine('sqlite', { ...sizes, report }),
  bugs: plantBugs,
}

if (given.part !== undefined) await runPart(given.part)
else if (given.seed !== undefined) await retell(Number(given.seed))
const isWhole = given.part === undefined && given.seed === undefined
const failedParts = given.nightly ? await runNightly() : isWhole ? await runInLanes(chosenParts()) : 0
const failures = report.failures() + failedParts
if (given.part === undefined)
  console.log(failures === 0 ? '\n0 lost, 0 duplicated, 0 reordered' : `\n${failures} failures`)
process.exit(failures === 0 ? 0 : 1)

async function runPart(name: string): Promise<void> {
  const run = parts[name]
  if (!run) throw new Error(`--part is one of ${Object.keys(parts).join(', ')}`)
  await run()
}

/** Each as the options of a process of its own. */
function chosenParts(): readonly (readonly string[])[] {
  const left = [
    ...Object.keys(engines).filter((engine) => given.engine !== 'both' && given.engine !== engine),
    ...(given.quick || sizes.round !== null ? ['fsync', 'bugs'] : []),
    ...(kills === 0 ? ['kills'] : []),
  ]
  const chosen = Object.keys(parts).filter((part) => !left.includes(part))
  return chosen.map((part) => [...process.argv.slice(2), '--part', part])
}

async function shootServers(): Promise<void> {
  const killed = await killServers(kills)
  report.fail(killed.failures)
  report.say('SIGKILL of the built server under load', { ...killed })
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
