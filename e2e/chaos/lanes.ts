/** The parts of the suite as processes of their own, two at a time: one alone leaves a core idle, and takes over its clock. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join, resolve } from 'node:path'
import { type Totals, totalsShape } from './report.ts'

const root = resolve(import.meta.dirname, '../..')

export interface Ran {
  /** Null when it was ended by a signal. */
  readonly code: number | null
  /** Null when it ended too early to send them. */
  readonly totals: Totals | null
}

/** Runs one after the other on each of two lanes, each list with `chaos.ts`. */
export async function runInLanes(parts: readonly (readonly string[])[]): Promise<readonly Ran[]> {
  const waiting = [...parts]
  const ran: Ran[] = []
  async function runLane(): Promise<void> {
    for (let part = waiting.shift(); part; part = waiting.shift()) ran.push(await runChaos(part))
  }
  await Promise.all([runLane(), runLane()])
  return ran
}

export async function runChaos(args: readonly string[]): Promise<Ran> {
  const program = [...process.execArgv, join(import.meta.dirname, 'chaos.ts'), ...args]
  const child = spawn(process.execPath, program, {
    cwd: root,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  })
  let totals: Totals | null = null
  child.on('message', (message) => {
    totals = totalsShape.parse(message)
  })
  const [code] = await once(child, 'exit')
  return { code: typeof code === 'number' ? code : null, totals }
}

/** To whoever has started this process as a part. */
export async function sendTotals(totals: Totals): Promise<void> {
  if (process.connected) await new Promise((done) => process.send?.(totals, undefined, undefined, done))
}
