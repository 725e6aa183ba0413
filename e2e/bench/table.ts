/** A figure as a table for people. */
import type { Case, Figure } from './figure.ts'

/** Prints it; cases beyond the aim are marked. */
export function printTable({ name, ratio, aim, unit, cases }: Figure): void {
  console.log(`\n${name}\n${ratio}; aim: at most ${aim.atMost}\n`)
  const width = Math.max(...cases.map((each) => each.name.length))
  for (const each of cases) console.log(line(each, { width, unit, atMost: aim.atMost }))
  const met = cases.filter((each) => each.ratio.median <= aim.atMost).length
  console.log(`\n${met} of ${cases.length} within the aim`)
}

interface Style {
  readonly width: number
  readonly unit: string
  readonly atMost: number
}

function line({ name, subject, peer, ratio }: Case, { width, unit, atMost }: Style): string {
  const times = `${subject.toFixed(2).padStart(8)} ${unit} ${peer.toFixed(2).padStart(7)} ${unit}`
  const quartiles = `(${ratio.lower.toFixed(2)}–${ratio.upper.toFixed(2)})`
  const mark = ratio.median <= atMost ? '' : '  over'
  return `${name.padEnd(width)} ${times} ${ratio.median.toFixed(2).padStart(7)} ${quartiles}${mark}`
}
