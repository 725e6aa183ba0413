/** The README's table of figures: as the last run measured them, never typed by hand. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { aimOf, type FigureName, figureNames, inWords, isWithin } from './aims.ts'
import { type Agreement, agreementOf } from './changes.ts'
import type { MeasuredFigure, Run } from './run.ts'
import { noiseOf } from './table.ts'

const path = join(import.meta.dirname, '../../README.md')
const section = /(<!-- figures: [^>]*-->\n)[\s\S]*?(<!-- \/figures -->)/

/**
 * Puts the figures of `run` where they stand in the README, and beside them those of `other` that differ.
 * @throws when one is missing, or misses its aim without a reason.
 */
export function writeFigures(run: Run, other: Run | null): void {
  const readme = readFileSync(path, 'utf8')
  writeFileSync(
    path,
    readme.replace(section, (_, start, end) => `${start}${sectionOf(run, other)}${end}`),
  )
}

/** Markdown: the machine, and a row for each figure. @throws as `writeFigures` does, with all that is wrong. */
export function sectionOf(run: Run, other: Run | null = null): string {
  const problems = figureNames.flatMap((name) => problemOf(name, figureIn(run, name)) ?? [])
  if (problems.length > 0) throw new Error(problems.join('\n'))
  const { cores, node, chromium, next } = run.machine
  const size = run.quick ? ', quick size' : ''
  const others = Math.max(0, ...run.parts.map(({ neighbours }) => neighbours))
  const busy = others > 0.1 ? ` Others used up to ${(others * 100).toFixed(0)} % of the machine.` : ''
  const agreement = other && agreementOf(other, run)
  const agrees = agreement
    ? ` Of ${agreement.all} ratios ${agreement.agreeing} are within 10 % of those of another run on the same machine; where one is not, both stand here.`
    : ''
  const rows = figureNames.map((name) => rowOf(name, figureIn(run, name), agreement))
  return [
    `Measured ${run.at.slice(0, 10)}${size}: ${cores}, Node.js ${node}, Chromium ${chromium}, Next.js ${next}.${busy}${agrees}`,
    '',
    '| figure | aim | measured | |',
    '|---|---|---|---|',
    ...rows,
    '',
  ].join('\n')
}

/** The names of the figures in the README's table. */
export function figuresIn(readme: string): string[] {
  const rows = section.exec(readme)?.[0].match(/^\| (?!figure).+$/gm) ?? []
  return rows.map((row) => row.split(' | ')[0]?.slice(2) ?? '')
}

const figureIn = (run: Run, name: FigureName) => run.figures.find((figure) => figure.name === name)

function problemOf(name: FigureName, figure: MeasuredFigure | undefined): string | null {
  if (!figure) return `${name}: not in this run`
  if (figure.cases.length === 0 && !figure.missing) return `${name}: has no cases`
  const unexplained = missedOf(name, figure).length > 0 && !aimOf(name).reason
  return unexplained ? `${name}: misses its aim, and aims.ts has no reason` : null
}

const missedOf = (name: FigureName, { cases }: MeasuredFigure) =>
  cases.filter(({ ratio }) => !isWithin(aimOf(name), ratio.median))

function rowOf(name: FigureName, figure: MeasuredFigure | undefined, agreement: Agreement | null): string {
  const aim = inWords(aimOf(name))
  if (!figure || figure.missing) return `| ${name} | ${aim} | not measured: ${figure?.missing} | |`
  const shortened = inShort(figure, agreement)
  const shown =
    figure.cases.length > mostCases ? [worstOf(name, figure, shortened)] : figure.cases.map(shortened)
  const words = missedOf(name, figure).length > 0 ? `**not met**: ${aimOf(name).reason}` : ''
  return `| ${name} | ${aim} | ${shown.join('; ')} | ${words} |`
}

const mostCases = 4

function worstOf(name: FigureName, { cases }: MeasuredFigure, shortened: Shortened): string {
  const { atLeast } = aimOf(name)
  const sorted = [...cases].sort((a, b) => b.ratio.median - a.ratio.median)
  const worst = atLeast === undefined ? sorted[0] : sorted.at(-1)
  return worst ? `${shortened(worst)} (the worst of ${cases.length})` : ''
}

type Shortened = (each: MeasuredFigure['cases'][number]) => string

const inShort =
  ({ unit }: MeasuredFigure, agreement: Agreement | null): Shortened =>
  (each) => {
    const { name, subject, peer, ratio } = each
    const values = `${short(subject)} and ${short(peer)} ${unit}`.trim()
    const doubts = agreement?.differenceAt(each) || noiseOf(each)
    return `**${short(ratio.median)}** ${escaped(name)} (${[values, doubts].filter(Boolean).join('; ')})`
  }

/** Three places that count; cells end at a bar. */
const short = (value: number) => String(Number(value.toPrecision(value > 0.9 && value < 1.1 ? 4 : 3)))
const escaped = (text: string) => text.replaceAll('|', '\\|').replaceAll('<', '&lt;')
