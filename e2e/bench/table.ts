/** A figure as a table for people. */
import { type Aim, aimOf, type Case, type Figure, isMet } from './figure.ts'

/** Prints it; cases beyond the aim are marked. */
export function printTable({ name, ratio, aim, unit, cases }: Figure): void {
  console.log(`\n${name}\n${ratio}; aim: ${aimOf(aim)}\n`)
  const width = Math.max(...cases.map((each) => each.name.length))
  for (const each of cases) console.log(line(each, { width, unit, aim }))
  const met = cases.filter((each) => isMet(aim, each)).length
  console.log(`\n${met} of ${cases.length} within the aim`)
}

interface Style {
  readonly width: number
  readonly unit: string
  readonly aim: Aim
}

function line(each: Case, { width, unit, aim }: Style): string {
  const { name, subject, peer, ratio } = each
  const values = `${subject.toFixed(2).padStart(8)} ${unit} ${peer.toFixed(2).padStart(8)} ${unit}`
  const quartiles = `(${ratio.lower.toFixed(3)}–${ratio.upper.toFixed(3)})`
  const mark = isMet(aim, each) ? '' : '  missed'
  return `${name.padEnd(width)} ${values} ${ratio.median.toFixed(3).padStart(8)} ${quartiles}${mark}`
}
