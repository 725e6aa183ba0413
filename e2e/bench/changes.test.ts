/** Two runs beside each other: whether a ratio can be trusted, and if not, why. */
import { expect, test } from 'vitest'
import { verdictOf } from './changes.ts'
import { caseOf } from './figure.ts'
import { noiseOf } from './table.ts'

const ones = [1, 1, 1, 1, 1, 1, 1, 1, 1]
const steady = (ratio: number) =>
  caseOf(
    'a case',
    ones.map((each) => each * ratio),
    ones,
  )
const wild = (ratio: number) =>
  caseOf(
    'a case',
    ones.map((each, round) => each * ratio * (1 + (round - 4) / 8)),
    ones,
  )
const once = (ratio: number) => caseOf('a case', [ratio], [1])

const between = (
  was: ReturnType<typeof caseOf>,
  now: ReturnType<typeof caseOf>,
  circumstances: string[] = [],
) => verdictOf({ name: 'a case', was, now, circumstances })

test('ratios within a tenth of each other agree, and nothing is said', () => {
  expect(between(steady(1), steady(1.09))).toBe('')
  expect(between(wild(1), wild(0.95), ['others used 50 % and 0 % of the machine'])).toBe('')
})

test('a ratio that differs says what made it uncertain', () => {
  expect(between(wild(1), steady(1.2))).toContain('noisy: its 9 rounds are ±25 % apart')
  expect(between(once(1), once(1.2))).toContain('measured once')
  expect(between(steady(1), steady(1.2), ['others used 50 % and 0 % of the machine'])).toContain(
    'others used',
  )
})

test('a ratio that differs although nothing was uncertain has changed', () => {
  expect(between(steady(1), steady(1.2))).toContain('it has changed')
})

test('a single run already names the ratios that another may see otherwise', () => {
  expect(noiseOf(steady(1))).toBe('')
  expect(noiseOf(wild(1))).toContain('noisy')
})
