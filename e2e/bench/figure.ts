/** One figure of the benchmark: what is compared with what, and how each case came out. */
import type { FigureName } from './aims.ts'

export interface Figure {
  readonly name: FigureName
  /** What the ratio is. */
  readonly ratio: string
  /** Of what is compared. */
  readonly unit: 'ms' | 'µs' | 'KB' | 'MB' | 'bytes' | '/s' | ''
  readonly cases: readonly Case[]
  /** Why there are no cases, when there are none. */
  readonly missing?: string
}

export interface Case {
  readonly name: string
  /** In the figure's unit, medians over the rounds. */
  readonly subject: number
  readonly peer: number
  readonly ratio: Spread
  /** How often both were measured. */
  readonly rounds: number
}

export interface Spread {
  readonly lower: number
  readonly median: number
  readonly upper: number
}

/** Median and quartiles. @throws RangeError when there is nothing to take them of. */
export function spreadOf(values: readonly number[]): Spread {
  return { lower: quantile(values, 0.25), median: quantile(values, 0.5), upper: quantile(values, 0.75) }
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  const place = (sorted.length - 1) * share
  const [below, above] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]]
  if (below === undefined || above === undefined) throw new RangeError('no values')
  return below + (above - below) * (place % 1)
}

/** What both sides took in each round, as a case. */
export const caseOf = (name: string, subject: readonly number[], peer: readonly number[]): Case => ({
  name,
  subject: spreadOf(subject).median,
  peer: spreadOf(peer).median,
  ratio: spreadOf(subject.map((taken, round) => taken / (peer[round] ?? Number.NaN))),
  rounds: subject.length,
})

/** What was taken in each round against the same limit, as a case. */
export const caseAgainst = (limit: number, name: string, taken: readonly number[]): Case =>
  caseOf(
    name,
    taken,
    taken.map(() => limit),
  )
