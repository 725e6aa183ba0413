import { expect, test } from 'vitest'
import { formatChoice, formatDate, formatDay, formatHour, formatHours } from './format.ts'

const evening = Date.UTC(2026, 10, 20, 23, 5)
/** ICU writes a narrow no-break space before AM and PM. */
const words = (text: string) => text.replace(/\s/gu, ' ')

test('a day, hour and date are those of the form’s zone, not of the server', () => {
  expect(formatDay('en', 'UTC', evening)).toBe('Friday, November 20, 2026')
  expect(formatDay('en', 'Asia/Tokyo', evening)).toBe('Saturday, November 21, 2026')
  expect(words(formatHour('en', 'America/New_York', evening))).toBe('6:05 PM')
  expect(words(formatHour('en', 'Asia/Tokyo', evening))).toBe('8:05 AM')
  expect(formatDate('en', 'Asia/Tokyo', evening)).toBe('November 21, 2026')
})

test('each locale writes days, hours and dates its own way', () => {
  expect(formatDay('de', 'Europe/Berlin', evening)).toBe('Samstag, 21. November 2026')
  expect(formatHour('de', 'Europe/Berlin', evening)).toBe('0:05')
  expect(formatDate('pt-BR', 'UTC', evening)).toBe('20 de novembro de 2026')
  expect(formatDay('ja', 'UTC', evening)).toBe('2026年11月20日金曜日')
})

test('an hour across the change to winter time is the one that clocks there show', () => {
  expect(formatHour('de', 'Europe/Berlin', Date.UTC(2026, 9, 25, 0, 30))).toBe('2:30')
  expect(formatHour('de', 'Europe/Berlin', Date.UTC(2026, 9, 25, 1, 30))).toBe('2:30')
  expect(formatHour('de', 'Europe/Berlin', Date.UTC(2026, 9, 25, 2, 30))).toBe('3:30')
})

test('Arabic times and durations have the digits that references have', () => {
  const texts = [
    formatDay('ar', 'UTC', evening),
    formatHour('ar', 'UTC', evening),
    formatDate('ar', 'UTC', evening),
  ]
  expect(
    texts
      .concat(formatHours('ar', 36))
      .join(' ')
      .match(/\p{Nd}/gu)
      ?.join(''),
  ).toBe('202026110520202636')
})

test('a usual reply time is in hours, and from a whole two days on in days', () => {
  const said = [1, 4, 24, 36, 48, 60, 72].map((hours) => formatHours('en', hours))
  expect(said).toEqual(['1 hour', '4 hours', '24 hours', '36 hours', '2 days', '60 hours', '3 days'])
  expect([formatHours('de', 48), formatHours('pl', 5)]).toEqual(['2 Tage', '5 godzin'])
})

test('a choice of Latin names runs from right to left where the page does', () => {
  expect(formatChoice('en', ['PNG', 'JPG', 'PDF'])).toBe('PNG, JPG, or PDF')
  expect(formatChoice('he', ['PNG', 'PDF'])).toBe('\u2067\u2068PNG\u2069 או \u2068PDF\u2069\u2069')
})

test('a zone that does not exist is refused, never replaced by the server’s', () => {
  expect(() => formatDay('en', 'Mars/Olympus', evening)).toThrow(RangeError)
})
