import { expect, test } from 'vitest'
import { answeredAtMs, readRetryAfter } from './retry-after.ts'

const noon = Date.UTC(2026, 2, 1, 12)
const read = (retryAfter: string, date?: string) =>
  readRetryAfter(new Headers({ 'retry-after': retryAfter, ...(date ? { date } : {}) }), noon)

test('seconds are waited for, up to an hour', () => {
  expect(read('0')).toBe(0)
  expect(read('120')).toBe(120_000)
  expect(read('3601')).toBe(3_600_000)
  expect(read('9'.repeat(400))).toBe(3_600_000)
})

test("a date counts from the helpdesk's own clock, and from ours when it does not tell", () => {
  expect(read('Sun, 01 Mar 2026 12:01:00 GMT')).toBe(60_000)
  expect(read('Sun, 01 Mar 2026 12:01:00 GMT', 'Sun, 01 Mar 2026 12:00:45 GMT')).toBe(15_000)
  expect(read('Sunday, 01-Mar-26 12:01:00 GMT')).toBe(60_000)
  expect(read('Sun, 01 Mar 2027 12:01:00 GMT')).toBe(3_600_000)
})

test('what makes no sense is as if it were not there', () => {
  expect(readRetryAfter(new Headers(), noon)).toBeUndefined()
  expect(read('-5')).toBeUndefined()
  expect(read('soon')).toBeUndefined()
  expect(read('1.5')).toBeUndefined()
  expect(read('2026-03-01')).toBeUndefined()
  expect(read('Sun, 01 Mar 2026 11:59:59 GMT')).toBeUndefined()
  expect(read('Xyz, 99 Foo 2026 12:00:00 GMT')).toBeUndefined()
})

test('the time of an answer is known only when the helpdesk says it', () => {
  expect(answeredAtMs(new Headers({ date: 'Sun, 01 Mar 2026 12:00:00 GMT' }))).toBe(noon)
  expect(answeredAtMs(new Headers())).toBeNull()
})
