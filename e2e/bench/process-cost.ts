/** What a process has cost so far, by the system's own account (Linux). */
import { readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import type { App } from '../support/app.ts'
import { memoryOf } from '../support/memory.ts'

/** CPU milliseconds of all threads of the program's process; `/proc/<pid>/stat` counts in steps of 10. */
export function cpuMsOf({ pid }: Pick<App, 'pid'>): number {
  const stat = readFileSync(`/proc/${pid()}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) * 10
}

/** When it has stopped changing. */
export async function idleMegabytesOf(program: Pick<App, 'pid'>): Promise<number> {
  for (let before = Number.NaN; ; ) {
    await wait(1_000)
    const now = memoryOf(program, 'VmRSS')
    if (Math.abs(now - before) < 1) return now
    before = now
  }
}
