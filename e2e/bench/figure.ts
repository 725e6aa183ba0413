/** One figure of the benchmark: what is compared with what, the aim, and how each case came out. */

export interface Figure {
  readonly name: string
  /** What the ratio is. */
  readonly ratio: string
  readonly aim: Aim
  /** Of what is compared. */
  readonly unit: 'ms' | 'µs' | 'KB' | 'MB' | 'bytes' | '/s' | ''
  readonly cases: readonly Case[]
}

export type Aim = { readonly atMost: number } | { readonly atLeast: number }

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

/** Whether a case is within the figure's aim, by its median. */
export const isMet = (aim: Aim, { ratio }: Case): boolean =>
  'atMost' in aim ? ratio.median <= aim.atMost : ratio.median >= aim.atLeast

/** The aim in words. */
export const aimOf = (aim: Aim): string =>
  'atMost' in aim ? `at most ${rounded(aim.atMost)}` : `at least ${rounded(aim.atLeast)}`

const rounded = (value: number) => String(Number(value.toPrecision(3)))

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
