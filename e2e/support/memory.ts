/** What the system says of the memory of an app's process, in MB. */
import { readFileSync } from 'node:fs'
import type { App } from './app.ts'

/**
 * How much more than at rest an app may take, whatever is done to it. V8 lets its heap grow before it collects: one
 * attack after the other came to 256 MB, and what is kept for each request would come to gigabytes.
 */
export const mostGrowthMegabytes = 512

/** `VmRSS`: now. `VmHWM`: the most so far. */
export function memoryOf({ pid }: Pick<App, 'pid'>, line: 'VmRSS' | 'VmHWM'): number {
  const status = readFileSync(`/proc/${pid()}/status`, 'utf8')
  return Number(new RegExp(`^${line}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1]) / 1024
}
