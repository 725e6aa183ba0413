/** How signs add up: one that may be an accident never marks anybody, and a proof of work makes up for no words. */
import { expect, test } from 'vitest'
import { judge, type Sign } from './verdict.ts'

const marks = (signs: readonly Sign[], isProven = false) => judge(signs, isProven).score >= 5

test('a certain sign is enough, with or without a proof of work', () => {
  for (const sign of [
    'no-stamp',
    'used-stamp',
    'too-fast',
    'hidden-field',
    'forged-proof',
    'repeated',
  ] as const)
    expect([marks([sign]), marks([sign], true)], sign).toEqual([true, true])
})

test('what happens to honest customers is not: pasted links, an office, an address for one use, a word of an advertisement', () => {
  const accidents: readonly (readonly Sign[])[] = [
    ['many-links', 'shared-link', 'html-links', 'sales-words'],
    ['many-links', 'shared-link', 'many-from-network'],
    ['throwaway-address', 'many-from-network'],
    ['same-text'],
    ['domain-in-name', 'links'],
    ['no-captcha', 'throwaway-address'],
    ['unchecked-captcha', 'throwaway-address'],
    ['mixed-letters', 'links'],
  ]
  for (const signs of accidents) expect(marks(signs), signs.join(' ')).toBe(false)
})

test('a page that stayed open for days is made up for by a proof of work, an offer is not', () => {
  expect([marks(['too-late']), marks(['too-late'], true)]).toEqual([true, false])
  const offer: readonly Sign[] = ['links', 'sales-words', 'more-sales-words']
  expect([marks(offer), marks(offer, true)]).toEqual([true, true])
})
