/** The parts of the suite as processes of their own, two at a time: one alone leaves a core idle, and takes over its clock. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '../..')

/** Runs one after the other on each of two lanes, each list with `chaos.ts`. @returns how many failed. */
export async function runInLanes(parts: readonly (readonly string[])[]): Promise<number> {
  const waiting = [...parts]
  let failed = 0
  async function runLane(): Promise<void> {
    for (let part = waiting.shift(); part; part = waiting.shift())
      if ((await runChaos(part)) !== 0) failed += 1
  }
  await Promise.all([runLane(), runLane()])
  return failed
}

/** @returns its exit code; null when it was ended by a signal. */
export async function runChaos(args: readonly string[]): Promise<number | null> {
  const program = [...process.execArgv, join(import.meta.dirname, 'chaos.ts'), ...args]
  const [code] = await once(spawn(process.execPath, program, { cwd: root, stdio: 'inherit' }), 'exit')
  return typeof code === 'number' ? code : null
}
