/** A figure as a table for people. */
import type { Case, Figure } from './figure.ts'

/** Prints it; cases beyond the aim are marked. */
export function printTable({ name, ratio, aim, cases }: Figure): void {
  console.log(`\n${name}\n${ratio}; aim: at most ${aim.atMost}\n`)
  const width = Math.max(...cases.map((each) => each.name.length))
  for (const each of cases) console.log(line(each, width, aim.atMost))
  const met = cases.filter((each) => each.ratio.median <= aim.atMost).length
  console.log(`\n${met} of ${cases.length} within the aim`)
}

function line({ name, subjectMs, peerMs, ratio }: Case, width: number, atMost: number): string {
  const times = `${subjectMs.toFixed(2).padStart(8)} ms ${peerMs.toFixed(2).padStart(7)} ms`
  const quartiles = `(${ratio.lower.toFixed(2)}–${ratio.upper.toFixed(2)})`
  const mark = ratio.median <= atMost ? '' : '  over'
  return `${name.padEnd(width)} ${times} ${ratio.median.toFixed(2).padStart(7)} ${quartiles}${mark}`
}
