import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isSlug, slugFrom, withSuffix } from './slug.ts'

test.each([
  ['Broken zip on order 1042', 'broken-zip-on-order-1042'],
  ['  Ünïcødé & Größe!  ', 'unic-de-gro-e'],
  ['荷物が届きません', 'conversation'],
  ['', 'conversation'],
  ['../../etc/passwd', 'etc-passwd'],
  [`${'a'.repeat(59)} b`, 'a'.repeat(59)],
])('the subject %j gives the slug %s', (subject, slug) => expect(slugFrom(subject)).toBe(slug))

test('every subject gives a slug that can be asked for, with a suffix too', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (subject) => {
      const slug = slugFrom(subject)
      expect(isSlug(slug)).toBe(true)
      expect(isSlug(withSuffix(slug))).toBe(true)
    }),
  )
})

test.each(['', '-', 'a--b', '-a', 'a-', 'A', 'a b', 'a\0', '荷', '../x', 'a'.repeat(68)])(
  '%j is no slug',
  (text) => expect(isSlug(text)).toBe(false),
)
