/** What the system says of the memory of an app's process, in MB. */
import { readFileSync } from 'node:fs'
import type { App } from './app.ts'

/** How much more than at rest an app with `smallHeap` may take, whatever is done to it. */
export const mostGrowthMegabytes = 400

/**
 * Settings of an app whose memory is looked at. V8 lets a heap grow with the machine, whatever is alive in it, before it
 * collects; an app that kept anything for each request would not get by with this.
 */
export const smallHeap = { NODE_OPTIONS: '--max-old-space-size=256' }

/** `VmRSS`: now. `VmHWM`: the most so far. */
export function memoryOf({ pid }: Pick<App, 'pid'>, line: 'VmRSS' | 'VmHWM'): number {
  const status = readFileSync(`/proc/${pid()}/status`, 'utf8')
  return Number(new RegExp(`^${line}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1]) / 1024
}
