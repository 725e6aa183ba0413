/** A figure as a table for people. */
import { type Aim, aimOf, inWords, isWithin } from './aims.ts'
import type { Case, Figure } from './figure.ts'
import { doubtOf, spreadShareOf, tolerance } from './noise.ts'

/** Prints it; cases beyond the aim are marked, and those that another run may see otherwise. */
export function printTable({ name, ratio, unit, cases, missing }: Figure): void {
  const aim = aimOf(name)
  console.log(`\n${name}\n${ratio}; aim: ${inWords(aim)}\n`)
  if (missing) {
    console.log(`not measured: ${missing}`)
    return
  }
  const width = Math.max(...cases.map((each) => each.name.length))
  for (const each of cases) console.log(line(each, { width, unit, aim }))
  const met = cases.filter((each) => isWithin(aim, each.ratio.median)).length
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
  const marks = [isWithin(aim, ratio.median) ? '' : 'missed', noiseOf(each)].filter(Boolean).join(', ')
  return `${name.padEnd(width)} ${values} ${ratio.median.toFixed(3).padStart(8)} ${quartiles}  ${marks}`.trimEnd()
}

/** Why another run may differ from this one by more than it should. */
export function noiseOf(each: Pick<Case, 'ratio' | 'rounds'>): string {
  if (doubtOf(each) <= tolerance) return ''
  return `noisy: its ${each.rounds} rounds are ±${(spreadShareOf(each) * 100).toFixed(0)} % apart`
}
