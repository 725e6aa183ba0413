/** Whole origins are compared, never parts of their text. */
import { expect, test } from 'vitest'
import { embeddedForm, frameAncestors, framerPattern } from './framing.ts'

const framers = 'https://*.example.com https://shop.example.org:8443 http://127.0.0.1:3000'

test.each([
  ['https://help.example.com', true],
  ['https://a.b.example.com', true],
  ['https://shop.example.org:8443', true],
  ['http://127.0.0.1:3000', true],
  ['https://example.com', false],
  ['http://help.example.com', false],
  ['https://help.example.com:8443', false],
  ['https://help.example.com.evil.example', false],
  ['https://evil.example/help.example.com', false],
  ['https://helpXexample.com', false],
  ['https://shop.example.org', false],
  ['https://shopXexample.org:8443', false],
  ['http://127.0.0.1:30001', false],
  ['null', false],
  ['', false],
])('E02 %s may speak to the frame: %s', (origin, isAllowed) => {
  expect(RegExp(framerPattern(framers)).test(origin)).toBe(isAllowed)
})

test('E02 a form that nobody may frame has no pattern, and its policy names nobody', () => {
  expect(framerPattern('')).toBe('')
  expect(frameAncestors([])).toBe("frame-ancestors 'none'")
})

test('E02 only /embed/ and one name is an address of a frame', () => {
  expect(embeddedForm('/embed/support')).toBe('support')
  for (const path of [
    '/embed/',
    '/embed/support/',
    '/embed/a/b',
    '/embed/v1.js',
    '/f/support',
    '/t/embed/support',
  ])
    expect(embeddedForm(path), path).toBeNull()
})
