/** Whether the team is there, and when it is back, over nights, days off and changes of the clocks. */
import { expect, test } from 'vitest'
import { backAtMs, type OfficeHours, weekAhead } from './office-hours.ts'

const weekdaysOnly: OfficeHours = {
  week: {
    monday: ['09:00-12:00', '13:00-17:00'],
    tuesday: ['09:00-17:00'],
    wednesday: ['09:00-17:00'],
    thursday: ['09:00-17:00'],
    friday: ['09:00-15:00'],
  },
  holidays: ['2026-12-25', '2026-12-28'],
}
const back = (hours: OfficeHours, at: string, zone = 'Europe/Berlin') => {
  const ms = backAtMs(hours, zone, Date.parse(at))
  return ms === null ? null : new Date(ms).toISOString()
}

test('while the team is there it is not said when it is back, from the first minute to the last', () => {
  expect(back(weekdaysOnly, '2026-11-24T08:00:00Z')).toBeNull()
  expect(back(weekdaysOnly, '2026-11-24T15:59:59Z')).toBeNull()
  expect(back(weekdaysOnly, '2026-11-24T16:00:00Z')).toBe('2026-11-25T08:00:00.000Z')
})

test('before work, in the pause, in the evening and at the weekend it is the next time that it opens', () => {
  expect(back(weekdaysOnly, '2026-11-24T05:00:00Z')).toBe('2026-11-24T08:00:00.000Z')
  expect(back(weekdaysOnly, '2026-11-23T11:30:00Z')).toBe('2026-11-23T12:00:00.000Z')
  expect(back(weekdaysOnly, '2026-11-27T14:00:00Z')).toBe('2026-11-30T08:00:00.000Z')
  expect(back(weekdaysOnly, '2026-11-28T12:00:00Z')).toBe('2026-11-30T08:00:00.000Z')
})

test('days off are passed over, also when they stand beside a weekend', () => {
  expect(back(weekdaysOnly, '2026-12-24T16:00:00Z')).toBe('2026-12-29T08:00:00.000Z')
  expect(back(weekdaysOnly, '2026-12-28T10:00:00Z')).toBe('2026-12-29T08:00:00.000Z')
})

test('nine o’clock is nine o’clock on both sides of a change of the clocks', () => {
  expect(back(weekdaysOnly, '2026-10-23T14:00:00Z')).toBe('2026-10-26T08:00:00.000Z')
  expect(back(weekdaysOnly, '2026-03-27T15:00:00Z')).toBe('2026-03-30T07:00:00.000Z')
  expect(back(weekdaysOnly, '2026-10-30T20:00:00Z', 'America/New_York')).toBe('2026-11-02T14:00:00.000Z')
})

test('a night reaches into the next day, and into a day off; none begins on one', () => {
  const nights: OfficeHours = {
    week: { friday: ['22:00-06:00'], saturday: ['22:00-06:00'] },
    holidays: ['2026-11-28'],
  }
  expect(back(nights, '2026-11-28T04:59:00Z')).toBeNull()
  expect(back(nights, '2026-11-28T05:00:00Z')).toBe('2026-12-04T21:00:00.000Z')
  expect(back(nights, '2026-11-28T22:00:00Z')).toBe('2026-12-04T21:00:00.000Z')
})

test('a night over the end of summer time is an hour longer, one over its beginning an hour shorter', () => {
  const nights: OfficeHours = { week: { saturday: ['22:00-06:00'] } }
  const lengthOf = (at: string) => {
    const [night] = weekAhead(nights, 'Europe/Berlin', Date.parse(at))
    return night && (night.toMs - night.fromMs) / 3_600_000
  }
  expect([lengthOf('2026-10-24T12:00:00Z'), lengthOf('2026-03-28T12:00:00Z')]).toEqual([9, 7])
})

test('the day is that of the team, not of the server or the reader', () => {
  const tokyo: OfficeHours = { week: { monday: ['09:00-17:00'] } }
  expect(back(tokyo, '2026-11-29T23:59:00Z', 'Asia/Tokyo')).toBe('2026-11-30T00:00:00.000Z')
  expect(back(tokyo, '2026-11-30T00:00:00Z', 'Asia/Tokyo')).toBeNull()
})

test('a team that is always there is never back, and neither is one whose year has no hours', () => {
  const always = ['00:00-24:00']
  const week = {
    sunday: always,
    monday: always,
    tuesday: always,
    wednesday: always,
    thursday: always,
    friday: always,
    saturday: always,
  }
  expect(back({ week }, '2026-11-28T23:00:00Z')).toBeNull()
  expect(back({ week: {} }, '2026-11-28T23:00:00Z')).toBeNull()
})

test('the week ahead begins with what is left of today, and ends before today comes again', () => {
  const openings = weekAhead(weekdaysOnly, 'Europe/Berlin', Date.parse('2026-11-23T11:30:00Z'))
  expect(openings.map(({ fromMs }) => new Date(fromMs).toISOString())).toEqual([
    '2026-11-23T12:00:00.000Z',
    '2026-11-24T08:00:00.000Z',
    '2026-11-25T08:00:00.000Z',
    '2026-11-26T08:00:00.000Z',
    '2026-11-27T08:00:00.000Z',
  ])
})
