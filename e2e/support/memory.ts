/** What the system says of the memory of an app's process, in MB. */
import { readFileSync } from 'node:fs'
import type { App } from './app.ts'

/** How much more than at rest an app may take, whatever is done to it. */
export const mostGrowthMegabytes = 256

/** `VmRSS`: now. `VmHWM`: the most so far. */
export function memoryOf({ pid }: Pick<App, 'pid'>, line: 'VmRSS' | 'VmHWM'): number {
  const status = readFileSync(`/proc/${pid()}/status`, 'utf8')
  return Number(new RegExp(`^${line}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1]) / 1024
}
