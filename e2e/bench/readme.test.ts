/** The README's claims of speed: each one measured, none left out. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { aimOf, figureNames } from './aims.ts'
import { caseAgainst, type Figure } from './figure.ts'
import { figuresIn, sectionOf } from './readme.ts'
import type { Run } from './run.ts'

test('every figure of the benchmark has a row in the README, in the order of the benchmark', () => {
  const readme = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8')
  expect(figuresIn(readme)).toEqual(figureNames)
})

test('a figure beyond its aim is never shown without the reason', () => {
  expect(() => sectionOf(runWith({}))).not.toThrow()
  const unexplained = {
    name: '4 Shift of the layout',
    cases: [caseAgainst(1, 'while it loads', [1.4])],
  } as const
  expect(() => sectionOf(runWith(unexplained))).toThrow('4 Shift of the layout: misses its aim')
})

test('a figure that was not measured is never shown as if it had been', () => {
  const [first = ''] = figureNames
  const run = runWith({})
  expect(() => sectionOf({ ...run, figures: run.figures.slice(1) })).toThrow(`${first}: not in this run`)
  const postfix = {
    name: '11 Working off beside Postfix',
    cases: [],
    missing: 'Postfix is not installed',
  } as const
  expect(sectionOf(runWith(postfix))).toContain('not measured: Postfix is not installed')
})

test('a ratio that another run saw otherwise stands beside that one, with the reason', () => {
  const name = '1 Script that the form page loads'
  const seen = (ratio: number) => runWith({ name, cases: [caseAgainst(1, 'the case', [ratio])] })
  const section = sectionOf(seen(1), seen(1.2))
  expect(section).toContain(`Of ${figureNames.length} ratios ${figureNames.length - 1} are within 10 %`)
  expect(section).toMatch(
    /^\| 1 Script .*\*\*1\*\* the case \(1 and 1; 1.2 in the other run: measured once\)/m,
  )
  expect(section.match(/in the other run/g)).toHaveLength(1)
})

/** Everything at its aim, but for one figure. */
function runWith(other: Partial<Figure>): Run {
  const machine = { cores: '2', load: 0, node: '24', chromium: '150', next: '16' }
  const figures = figureNames.map((name) => {
    const { atMost = 1, atLeast = atMost } = aimOf(name)
    const cases = [caseAgainst(1, 'the case', [atLeast])]
    const figure = { part: '', name, ratio: '', unit: '', cases }
    return name === other.name ? { ...figure, ...other, cases: [...(other.cases ?? [])] } : figure
  })
  return { at: '2026-01-01T00:00:00Z', quick: false, machine, parts: [], figures }
}
