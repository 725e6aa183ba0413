/** Which language a reader gets, whatever their browser or an address says. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { chooseLocale, directionOf, locales, matchLocale, type Offer } from './locale.ts'

const accept = (accepted: string, offered: Offer = locales) => chooseLocale(offered, { accepted })

test('what the address asks for counts before the conversation, that before the browser, that before our own', () => {
  const offered: Offer = ['nl', 'de', 'fr', 'ja']
  const wishes = { asked: 'de', remembered: 'fr', accepted: 'ja' }
  expect(chooseLocale(offered, wishes)).toBe('de')
  expect(chooseLocale(offered, { ...wishes, asked: 'xx' })).toBe('fr')
  expect(chooseLocale(offered, { ...wishes, asked: null, remembered: 'it' })).toBe('ja')
  expect(chooseLocale(offered, { accepted: 'it, sv;q=0.5' })).toBe('nl')
  expect(chooseLocale(offered, {})).toBe('nl')
})

test('a browser’s languages count by their quality, then by their place', () => {
  expect(accept('fr;q=0.4, de;q=0.9, en;q=0.5')).toBe('de')
  expect(accept('sv, da;q=0.9, it;q=0.2')).toBe('it')
  expect(accept('pl;q=0.8, uk;q=0.8')).toBe('pl')
  expect(accept('de;q=0.300, tr ; q=0.31')).toBe('tr')
})

test('a language that a reader refuses is not given to them while there is another', () => {
  expect(accept('en;q=0, *;q=0.5')).toBe('de')
  expect(accept('de;q=0, fr;q=0.1')).toBe('fr')
  expect(accept('*')).toBe('en')
})

test('a country of its own gets the nearest language that we speak', () => {
  expect(accept('de-AT')).toBe('de')
  expect(accept('pt-PT, en;q=0.9')).toBe('pt-BR')
  expect(accept('zh-Hans-CN')).toBe('zh')
  expect(accept('AR-eg')).toBe('ar')
  expect(accept('iw')).toBe('he')
  expect(matchLocale(locales, 'PT-br')).toBe('pt-BR')
})

test('only what the operator offers is given', () => {
  expect(accept('de, fr;q=0.9', ['en', 'fr'])).toBe('fr')
  expect(chooseLocale(['en'], { asked: 'de', remembered: 'ja', accepted: 'fr' })).toBe('en')
})

test('S63 an address or a header that is no language is as good as none', () => {
  const hostile = [
    '<script>alert(1)</script>',
    'de"><b>',
    'de/../en',
    'de\r\nSet-Cookie: a=b',
    '__proto__',
    'constructor',
    '-'.repeat(100_000),
    'de-'.repeat(50_000),
    'd'.repeat(100_000),
    'dé',
    'de ',
  ]
  for (const asked of hostile) expect(matchLocale(locales, asked)).toBeNull()
  for (const accepted of [...hostile, ';q=1', 'de;q=9', 'de;q=-1', 'de;q=NaN', ',,,', '\0', 'q=1;de'])
    expect(accept(accepted.replace('de ', 'dé'))).toBe('en')
  expect(accept(`${'xx,'.repeat(100_000)}de`)).toBe('en')
})

test('whatever comes, the answer is offered', () => {
  const offer = fc.uniqueArray(fc.constantFrom(...locales), { minLength: 1 })
  const wish = fc.option(
    fc.oneof(fc.string(), fc.constantFrom(...locales), fc.stringMatching(/^[a-z*;q=0-9., -]*$/)),
  )
  fc.assert(
    fc.property(offer, wish, wish, wish, ([first = 'en', ...rest], asked, remembered, accepted) => {
      expect([first, ...rest]).toContain(chooseLocale([first, ...rest], { asked, remembered, accepted }))
    }),
  )
})

test('Arabic and Hebrew read from right to left', () => {
  expect(locales.filter((locale) => directionOf(locale) === 'rtl')).toEqual(['ar', 'he'])
})
