/** One figure of the benchmark: what is compared with what, the aim, and how each case came out. */

export interface Figure {
  readonly name: string
  /** What the ratio is. */
  readonly ratio: string
  readonly aim: { readonly atMost: number }
  /** Of what is compared. */
  readonly unit: 'ms' | 'KB' | 'MB'
  readonly cases: readonly Case[]
}

export interface Case {
  readonly name: string
  /** In the figure's unit, medians over the rounds. */
  readonly subject: number
  readonly peer: number
  readonly ratio: Spread
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
  const value = sorted[Math.round((sorted.length - 1) * share)]
  if (value === undefined) throw new RangeError('no values')
  return value
}
