/** `npm run chaos -- --nightly`: round after round of seeds and kills, each a process of its own; stopped and begun again at will. */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { z } from 'zod'
import { runChaos } from './lanes.ts'

const aim = { seeds: 100_000, kills: 10_000 }
const round = { seeds: 500, kills: 50 }

const progress = z.object({ seeds: z.number(), kills: z.number(), failedRounds: z.array(z.number()) })

const root = resolve(import.meta.dirname, '../..')
const record = join(root, '.cache/chaos-nightly.json')

/** Goes on after the last whole round, until the aim. @returns how many rounds failed. */
export async function runNightly(): Promise<number> {
  const done = existsSync(record)
    ? progress.parse(JSON.parse(readFileSync(record, 'utf8')))
    : { seeds: 0, kills: 0, failedRounds: [] }
  while (done.seeds < aim.seeds || done.kills < aim.kills) {
    const from = done.seeds + 1
    const sizes = ['--from', String(from), '--seeds', String(round.seeds), '--kills', String(round.kills)]
    const { code } = await runChaos(['--round', String(done.seeds / round.seeds), ...sizes])
    if (code === null) throw new Error('a round was stopped; the next run begins with it')
    done.seeds += round.seeds
    done.kills += round.kills
    if (code !== 0) done.failedRounds.push(from)
    mkdirSync(dirname(record), { recursive: true })
    writeFileSync(`${record}.new`, JSON.stringify(done))
    renameSync(`${record}.new`, record)
    console.log(
      `${done.seeds} of ${aim.seeds} seeds on each engine, ${done.kills} of ${aim.kills} kills, ${done.failedRounds.length} rounds failed\n`,
    )
  }
  return done.failedRounds.length
}
