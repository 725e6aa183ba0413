/** Whether another run agrees with this one, and if not, why. */

import { tolerance } from './noise.ts'
import type { MeasuredFigure, Run } from './run.ts'
import { noiseOf } from './table.ts'

interface Pair {
  readonly name: string
  readonly was: MeasuredFigure['cases'][number]
  readonly now: MeasuredFigure['cases'][number]
  /** What was different about the runs while this was measured. */
  readonly circumstances: readonly string[]
}

/** Prints each ratio that both runs have, before and now: within a tenth of each other, or why not. */
export function printChanges(before: Run, now: Run): void {
  console.log(`\nSince ${before.at}\n`)
  const pairs = pairsOf(before, now)
  for (const pair of pairs) {
    const { was, now: is, name } = pair
    console.log(
      `${was.ratio.median.toFixed(3)} → ${is.ratio.median.toFixed(3)}  ${percent(changeOf(pair))}  ${name}${verdictOf(pair)}`,
    )
  }
  const agreeing = pairs.filter((pair) => Math.abs(changeOf(pair)) <= tolerance).length
  console.log(`\n${agreeing} of ${pairs.length} within ${tolerance * 100} %`)
}

export interface Agreement {
  /** How many ratios both runs have, and how many of them are within a tenth of each other. */
  readonly all: number
  readonly agreeing: number
  /** What the other run says of a case where it differs, and why; empty where it agrees. */
  differenceAt(each: MeasuredFigure['cases'][number]): string
}

/** Whether `before` agrees with `now`. */
export function agreementOf(before: Run, now: Run): Agreement {
  const pairs = pairsOf(before, now)
  const verdicts = new Map(
    pairs.map((pair) => [
      pair.now,
      verdictOf(pair).replace(
        /^ *differs: /,
        `${Number(pair.was.ratio.median.toPrecision(3))} in the other run: `,
      ),
    ]),
  )
  const all = [...verdicts.values()]
  return {
    all: all.length,
    agreeing: all.filter((verdict) => verdict === '').length,
    differenceAt: (each) => verdicts.get(each) ?? '',
  }
}

/** Nothing where they agree. Otherwise what explains it; where nothing does, the product has changed. */
export function verdictOf(pair: Pair): string {
  if (Math.abs(changeOf(pair)) <= tolerance) return ''
  const { was, now, circumstances } = pair
  const noise = [...new Set([noiseOf(was), noiseOf(now)])].filter(Boolean)
  const apart = now.ratio.upper < was.ratio.lower || now.ratio.lower > was.ratio.upper
  const once = now.rounds === 1 || was.rounds === 1 ? ['measured once'] : []
  const reasons = [...noise, ...once, ...circumstances]
  if (reasons.length === 0)
    reasons.push(apart ? 'the rounds of each run agree: it has changed' : 'its rounds overlap')
  return `  differs: ${reasons.join('; ')}`
}

function pairsOf(before: Run, now: Run): Pair[] {
  return now.figures.flatMap((figure) => {
    const old = before.figures.find(({ name }) => name === figure.name)
    const circumstances = circumstancesOf(before, now, figure.part)
    return figure.cases.flatMap((is, index) => {
      // Some names are shortened, and then the same.
      const beside = old?.cases[index]
      const was = beside?.name === is.name ? beside : old?.cases.find(({ name }) => name === is.name)
      return was ? [{ name: `${figure.name}, ${is.name}`, was, now: is, circumstances }] : []
    })
  })
}

function circumstancesOf(before: Run, now: Run, part: string): string[] {
  const changed = (['cores', 'node', 'chromium', 'next'] as const).filter(
    (key) => before.machine[key] !== now.machine[key],
  )
  const busy = [before, now].map((run) => run.parts.find(({ name }) => name === part)?.neighbours ?? 0)
  return [
    ...(before.quick === now.quick ? [] : ['one of them was quick']),
    ...changed.map((key) => `${key} was ${before.machine[key]}`),
    ...(Math.max(...busy) > 0.1
      ? [`others used ${busy.map((share) => `${(share * 100).toFixed(0)} %`).join(' and ')} of the machine`]
      : []),
  ]
}

const changeOf = ({ was, now }: Pair) => now.ratio.median / was.ratio.median - 1

const percent = (share: number) => `${share < 0 ? '−' : '+'}${Math.abs(share * 100).toFixed(1)} %`.padStart(9)
