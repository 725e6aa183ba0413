/** What each kind of field takes, as customers write it. */
import { expect, test } from 'vitest'
import { isDate, isPhone, isWebAddress, readNumber } from './formats.ts'

test('numbers are read with a point or a comma, and nothing that two people could read differently is', () => {
  expect(['5', '-3', '12,5', '12.50', '1 000', '\u22127'].map(readNumber)).toEqual([
    5, -3, 12.5, 12.5, 1000, -7,
  ])
  expect(['1,000.50', '1e3', '0x10', 'five', '', '5.', '.5'].map(readNumber)).toEqual(Array(7).fill(null))
  expect(readNumber('9'.repeat(16))).toBeNull()
})

test('a day that does not exist is no date', () => {
  expect(isDate('2028-02-29')).toBe(true)
  for (const text of ['2026-02-30', '2026-13-01', '26-01-01', '2026-1-1', 'today'])
    expect(isDate(text)).toBe(false)
})

test('phone numbers pass however they are grouped', () => {
  for (const text of ['+49 30 1234567', '(030) 123-4567', '0030/12345', '+1.212.555.0100'])
    expect(isPhone(text)).toBe(true)
  for (const text of ['1234', 'call me', '+49 30 12345 67890 12345', '12+34567'])
    expect(isPhone(text)).toBe(false)
})

test('web addresses pass with and without a scheme, and only those that a browser opens', () => {
  for (const text of ['example.com', 'https://shop.example.com/a?b#c', 'example.com:8080', 'bücher.example'])
    expect(isWebAddress(text)).toBe(true)
  for (const text of [
    'javascript:alert(1)',
    'mailto:a@example.org',
    'example',
    'a b.example',
    'https://me@example.com',
    '',
  ])
    expect(isWebAddress(text)).toBe(false)
})
