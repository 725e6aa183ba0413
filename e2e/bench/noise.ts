/** How far another run may be from this one: by how far apart its rounds were, and by who else used the machine. */
import { readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import type { Case } from './figure.ts'

/** Two runs should agree within this share. */
export const tolerance = 0.1

/** Half of the distance between the quartiles, as a share of the median. */
export const spreadShareOf = ({ ratio }: Pick<Case, 'ratio'>): number =>
  (ratio.upper - ratio.lower) / 2 / Math.abs(ratio.median)

/**
 * By how much the medians of two such runs may differ (nineteen times of twenty): a median of n values that spread like
 * this varies by 1.9 spreads ÷ √n.
 */
export const doubtOf = (each: Pick<Case, 'ratio' | 'rounds'>): number =>
  (1.9 * 1.41 * 2 * spreadShareOf(each)) / Math.sqrt(each.rounds)

/** The share of all cores that is used while the benchmark itself rests: by others. Linux; elsewhere 0. */
export async function neighbours(): Promise<number> {
  const before = ticks()
  await wait(500)
  const after = ticks()
  const all = after.all - before.all
  return all > 0 ? 1 - (after.idle - before.idle) / all : 0
}

function ticks(): { readonly all: number; readonly idle: number } {
  if (process.platform !== 'linux') return { all: 0, idle: 0 }
  const [, ...fields] = readFileSync('/proc/stat', 'utf8').split('\n')[0]?.trim().split(/\s+/) ?? []
  const [user = 0, nice = 0, system = 0, idle = 0, waiting = 0, ...rest] = fields.slice(0, 8).map(Number)
  const all = [user, nice, system, idle, waiting, ...rest].reduce((sum, each) => sum + each, 0)
  return { all, idle: idle + waiting }
}
