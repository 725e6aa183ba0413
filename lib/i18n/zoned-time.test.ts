import { expect, test } from 'vitest'
import { momentOf, readZonedTime, shownAt } from './zoned-time.ts'

const inBerlin = (text: string) => {
  const ms = readZonedTime(text, 'Europe/Berlin')
  return ms === null ? null : new Date(ms).toISOString()
}

test('a time without a zone is read as the clocks of the zone show it, in summer and in winter', () => {
  expect(inBerlin('2026-07-01 09:00:00')).toBe('2026-07-01T07:00:00.000Z')
  expect(inBerlin('2026-12-01T09:00:00')).toBe('2026-12-01T08:00:00.000Z')
  expect(inBerlin('yesterday')).toBeNull()
})

test('of an hour that comes twice it is the first, east and west of Greenwich', () => {
  expect(inBerlin('2026-10-25 02:30:00')).toBe('2026-10-25T00:30:00.000Z')
  expect(readZonedTime('2026-11-01 01:30:00', 'America/New_York')).toBe(Date.UTC(2026, 10, 1, 5, 30))
})

test('an hour that is left out counts on from the one before it', () => {
  expect(inBerlin('2026-03-29 02:30:00')).toBe('2026-03-29T01:30:00.000Z')
  expect(readZonedTime('2026-03-08 02:30:00', 'America/New_York')).toBe(Date.UTC(2026, 2, 8, 7, 30))
})

test('what a clock shows leads back to the moment, around each change of the clocks and in odd zones', () => {
  for (const zone of [
    'Europe/Berlin',
    'America/New_York',
    'Australia/Lord_Howe',
    'Asia/Kathmandu',
    'Pacific/Apia',
  ])
    for (let ms = Date.UTC(2026, 0, 1); ms < Date.UTC(2027, 0, 1); ms += 7 * 3_600_000) {
      const shown = shownAt(ms, zone)
      expect([ms, ms - 3_600_000, ms - 1_800_000]).toContain(momentOf(shown, zone))
    }
})
