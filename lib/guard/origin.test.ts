import { expect, test } from 'vitest'
import { isSameOrigin } from './origin.ts'

const ours = 'https://help.example.com'
const check = (headers: Record<string, string>) => isSameOrigin(new Headers(headers), ours)

test('a form sent from our own page is let through', () => {
  expect(check({ origin: ours })).toBe(true)
  expect(check({ origin: ours, 'sec-fetch-site': 'same-origin' })).toBe(true)
})

test.each([
  ['absent', {}],
  ['null', { origin: 'null' }],
  ['another site', { origin: 'https://evil.example' }],
  ['our name in front of another', { origin: 'https://help.example.com.evil.example' }],
  ['upper case', { origin: 'https://HELP.example.com' }],
  ['another port', { origin: 'https://help.example.com:8443' }],
  ['plain http', { origin: 'http://help.example.com' }],
])('S59 an origin that is %s is refused', (_name, headers: Record<string, string>) => {
  expect(check(headers)).toBe(false)
})

test('S60 a request that the browser calls cross-site is refused', () => {
  expect(check({ origin: ours, 'sec-fetch-site': 'cross-site' })).toBe(false)
})
