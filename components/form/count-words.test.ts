/** Counters speak each language's own plural. */
import { expect, test } from 'vitest'
import { collectCountWords, sayCount } from './count-words.ts'

test('one character left is singular, more are plural, thousands are grouped', () => {
  const words = collectCountWords(
    'en',
    (count) => `${count} ${count === 1 ? 'character' : 'characters'} left`,
  )
  expect(sayCount(words, 1)).toBe('1 character left')
  expect(sayCount(words, 0)).toBe('0 characters left')
  expect(sayCount(words, 1234)).toBe('1,234 characters left')
})

test('a language with three plurals gets all of them', () => {
  const forms: Record<string, string> = { one: 'znak', few: 'znaki', many: 'znaków' }
  const rules = new Intl.PluralRules('pl')
  const words = collectCountWords('pl', (count) => `${count} ${forms[rules.select(count)]}`)
  expect(sayCount(words, 1)).toBe('1 znak')
  expect(sayCount(words, 22)).toBe('22 znaki')
  expect(sayCount(words, 25)).toBe('25 znaków')
})
