/** `npm run chaos`: crashes, faults, kills and seeded bugs, and a count of what was lost, sent twice or out of order. */
import { parseArgs } from 'node:util'
import { catchBugs } from './bugs.ts'
import { crashEverywhere } from './crash-points.ts'
import { type Engine, startPostgresEngine, startSqlite } from './engines.ts'
import { killServers } from './kills.ts'
import { crashMigrations } from './migrations.ts'
import { runNightly } from './nightly.ts'
import { liveThroughOutage } from './outage.ts'
import { isHappy, type Story, tell } from './simulation.ts'
import { hasStrace, traceSyncs } from './syncs.ts'
import { createChance, startVirtualTime, type VirtualTime } from './virtual-time.ts'

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
    /** Only seeds and kills: one round of the nightly run. */
    round: { type: 'boolean', default: false },
    kills: { type: 'string' },
    /** Traces so many requests with strace, and does nothing else. */
    fsync: { type: 'boolean', default: false },
    requests: { type: 'string', default: '1000' },
    /** Plants only the bugs whose name holds this, and does nothing else. */
    bug: { type: 'string' },
    /** Tells this one story again. */
    seed: { type: 'string' },
  },
})
const seeds = Number(given.seeds ?? (given.quick ? 200 : 2_000))
const kills = Number(given.kills ?? (given.quick ? 0 : 200))
const isShort = given.quick || given.round
let failures = 0

if (given.nightly) failures += await runNightly()
else if (given.fsync) await traceAnswers(Number(given.requests))
else if (given.bug !== undefined) await plantBugs(given.bug)
else if (given.seed !== undefined) await retell(Number(given.seed))
else await runEverything()
console.log(failures === 0 ? '\n0 lost, 0 duplicated, 0 reordered' : `\n${failures} failures`)
process.exit(failures === 0 ? 0 : 1)

async function runEverything(): Promise<void> {
  // Before time is ours: the server that is killed lives in the real one.
  if (kills > 0) {
    const killed = await killServers(kills)
    fail(killed.failures)
    say('SIGKILL of the built server under load', { ...killed })
  }
  if (!isShort) await traceAnswers(Number(given.requests))
  const time = startVirtualTime(Date.now())
  for (const engine of await startEngines()) {
    await runOn(engine, time)
    await engine.stop()
  }
  if (!isShort) await plantBugs('')
}

async function traceAnswers(requests: number): Promise<void> {
  if (!hasStrace())
    return say('fsync before the first byte of each answer: not traced, there is no strace', {})
  const { answers, synced } = await traceSyncs(requests)
  if (answers < requests || synced < answers) fail([`${synced} of ${requests} answers came after a sync`])
  say('fsync before the first byte of each answer, traced with strace', { answers, synced })
}

async function retell(seed: number): Promise<void> {
  const time = startVirtualTime(Date.now())
  for (const engine of await startEngines()) {
    report(`${engine.name}, seed ${seed}`, await tell(engine, time, seed))
    await engine.stop()
  }
}

async function plantBugs(part: string): Promise<void> {
  const { planted, missed } = await catchBugs(part)
  fail(missed.map((name) => `not caught: ${name}`))
  say('seeded bugs', { planted, caught: planted - missed.length })
}

async function startEngines(): Promise<Engine[]> {
  const starts = {
    sqlite: [startSqlite],
    postgres: [startPostgresEngine],
    both: [startSqlite, startPostgresEngine],
  }
  const chosen = Object.entries(starts).find(([name]) => name === given.engine)?.[1]
  if (!chosen) throw new Error('--engine is sqlite, postgres or both')
  return Promise.all(chosen.map((start) => start()))
}

async function runOn(engine: Engine, clock: VirtualTime): Promise<void> {
  // PostgreSQL takes several times as long: the quick size has all of it on SQLite, and a share of it here.
  const share = given.quick && engine.name === 'postgres' ? 6 : 1
  await tellStories(engine, clock, Math.ceil(seeds / share))
  if (given.round) return
  const starts = await crashMigrations(engine, clock, share)
  fail(starts.failures)
  say(`${engine.name}: a first start, crashed before and after each side effect`, { points: starts.points })
  const chance = createChance(1)
  // All pairs of accept and deliver would take hours; a stated share of them is run, and more every night.
  const pairShare = () => (given.quick ? 0 : engine.name === 'sqlite' ? 0.02 : 0.005)
  const crashes = await crashEverywhere(engine, clock, { every: share, pairShare, chance: chance.next })
  fail(crashes.failures)
  say(`${engine.name}: crash points, before and after each`, { points: crashes.points, pairs: crashes.pairs })
  const outage = await liveThroughOutage(engine, clock, createChance(2), {
    letters: given.quick ? Math.ceil(500 / share) : 10_000,
    callsPerMinute: 100,
  })
  const { lost, duplicated, reordered } = outage.verdict
  fail([...lost, ...duplicated, ...reordered].map((letter) => `outage: ${letter}`))
  if (outage.undelivered > 0) fail([`outage: ${outage.undelivered} not delivered`])
  if (outage.tooEarly > 0) fail([`outage: ${outage.tooEarly} calls earlier than asked for`])
  if (outage.mostWhileDown > 60)
    fail([`outage: ${outage.mostWhileDown} calls in a minute to a helpdesk that is down`])
  say(`${engine.name}: seven days without the helpdesk`, {
    ...outage,
    verdict: `${lost.length} lost, ${duplicated.length} duplicated, ${reordered.length} reordered`,
  })
}

async function tellStories(engine: Engine, clock: VirtualTime, stories: number): Promise<void> {
  const sums = { stories: 0, letters: 0, faults: 0, kills: 0 }
  const first = Number(given.from)
  for (let seed = first; seed < first + stories; seed += 1) {
    const replay = `npm run chaos -- --engine ${engine.name} --seed ${seed}`
    const story = await tell(engine, clock, seed).catch((error: unknown) => {
      throw new Error(`a story broke off: ${replay}`, { cause: error })
    })
    sums.stories += 1
    sums.letters += story.letters
    sums.faults += story.faults
    sums.kills += story.kills
    if (!isHappy(story)) report(`${engine.name}, ${replay}`, story)
  }
  say(`${engine.name}: simulation`, sums)
}

function report(name: string, story: Story): void {
  console.log(`${isHappy(story) ? 'happy' : 'unhappy'}: ${name}\n  ${JSON.stringify(story)}`)
  if (!isHappy(story)) fail([name])
}

function fail(lines: readonly string[]): void {
  failures += lines.length
  for (const line of lines.slice(0, 20)) console.log(`FAILED: ${line}`)
  if (given.first && lines.length > 0) process.exit(1)
}

function say(name: string, counts: Readonly<Record<string, unknown>>): void {
  console.log(`${name}: ${JSON.stringify(counts)}`)
}
