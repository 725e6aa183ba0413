import { expect, test } from 'vitest'
import { forbiddenAddresses } from './attacks.ts'
import { readHref } from './link.ts'

test('S20 a forbidden address, or one that leads into our own pages, is no link', () => {
  expect(forbiddenAddresses.filter((address) => readHref(address) !== null)).toEqual([])
})

test('an ordinary address stays as it was written', () => {
  const written = [
    'https://a.example',
    'http://a.example:8080/b?c=%20#d',
    'mailto:team@a.example',
    'tel:+4930123',
  ]
  expect(written.map(readHref)).toEqual(written)
})

test.each([
  ['HTTPS://A.example', 'https://a.example/'],
  ['https:a.example', 'https://a.example/'],
  ['https:\\\\a.example\\b', 'https://a.example/b'],
  ['https:///a.example', 'https://a.example/'],
  [' ht\ntps://a.example', 'https://a.example/'],
  ['https://аррӏе.example', 'https://xn--80ak6aa92e.example/'],
  ['https://a.example/\u202egpj.exe', 'https://a.example/%E2%80%AEgpj.exe'],
])('%j leads where a browser would go: %s', (written, href) => {
  expect(readHref(written)).toBe(href)
})
