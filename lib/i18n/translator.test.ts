/** Sentences with values in them, as they reach a page. */
import { expect, test } from 'vitest'
import { translator } from './translator.ts'

test('a name in another script does not turn the sentence around it', () => {
  expect(translator('en')('sent.thanks', { name: 'מרים' })).toBe(
    'Thank you, \u2068מרים\u2069. The team has it.',
  )
  expect(translator('en')('sent.thanks', { name: 'Mia Berg' })).toBe('Thank you, Mia Berg. The team has it.')
})

test('in Arabic and Hebrew whatever is inserted is kept apart', () => {
  expect(translator('he')('fields.attachments.size', { name: 'a.pdf', size: '25 MB' })).toBe(
    'הקובץ \u2068a.pdf\u2069 גדול מ־\u206825 MB\u2069',
  )
})

test('numbers are written with the digits that references have', () => {
  expect(translator('ar')('fields.message.long', { max: 10_000 })).toContain('10,000')
  expect(translator('de')('form.limit', { max: 10_000 })).toBe('Höchstens 10.000 Zeichen')
})

test('each language has its own plural', () => {
  const left = (locale: Parameters<typeof translator>[0], count: number) =>
    translator(locale)('form.left', { count })
  expect([1, 2, 5, 22].map((count) => left('pl', count))).toEqual([
    'Pozostał 1 znak',
    'Pozostały 2 znaki',
    'Pozostało 5 znaków',
    'Pozostały 22 znaki',
  ])
  expect([1, 2, 3, 11, 100].map((count) => left('ar', count))).toEqual([
    'تبقّى حرف واحد',
    'تبقّى حرفان',
    'تبقّت 3 أحرف',
    'تبقّى 11 حرفًا',
    'تبقّى 100 حرف',
  ])
})
