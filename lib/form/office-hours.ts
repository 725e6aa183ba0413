/** When the team is there: the hours of its week and its days off, as moments that every reader's clock can show. */
import { momentOf, shownAt } from '#lib/i18n/zoned-time.ts'

export const weekdays = [
  'sunday',
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
] as const

export type Weekday = (typeof weekdays)[number]

/** In the time zone of the form. */
export interface OfficeHours {
  /**
   * `'09:00-17:00'` by day; several where there is a pause. What ends no later than it begins reaches into the next day:
   * `'22:00-06:00'`. A day that is not named is off.
   */
  readonly week: Readonly<Partial<Record<Weekday, readonly string[]>>>
  /** Days off, as YYYY-MM-DD: nothing begins on them. */
  readonly holidays?: readonly string[]
}

export interface Opening {
  readonly fromMs: number
  readonly toMs: number
}

/**
 * When the team is back; null while it is there, and when no day within a year has any hours.
 * @param timeZone IANA name.
 */
export function backAtMs(hours: OfficeHours, timeZone: string, nowMs: number): number | null {
  for (const { fromMs, toMs } of openings(hours, timeZone, nowMs, 366))
    if (toMs > nowMs) return fromMs > nowMs ? fromMs : null
  return null
}

/** What is left of the hours of seven days from now on, in order. @param timeZone IANA name. */
export const weekAhead = (hours: OfficeHours, timeZone: string, nowMs: number): Opening[] =>
  [...openings(hours, timeZone, nowMs, 6)].filter(({ toMs }) => toMs > nowMs)

/** `HH:MM-HH:MM`, where 24:00 is the end of a day. */
export const openingShape = /^(?:[01]\d|2[0-3]):[0-5]\d-(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/

/** From the day before today on, whose night may not be over. */
function* openings(
  { week, holidays = [] }: OfficeHours,
  timeZone: string,
  nowMs: number,
  days: number,
): Generator<Opening> {
  const today = Math.floor(shownAt(nowMs, timeZone) / dayMs)
  for (let day = today - 1; day <= today + days; day += 1) {
    const date = new Date(day * dayMs)
    const weekday = weekdays[date.getUTCDay()]
    if (!weekday || holidays.includes(date.toISOString().slice(0, 10))) continue
    for (const opening of (week[weekday] ?? []).toSorted()) {
      const [from, to] = minutesIn(opening)
      const onClock = (minutes: number) => momentOf(day * dayMs + minutes * minuteMs, timeZone)
      yield { fromMs: onClock(from), toMs: onClock(to > from ? to : to + minutesADay) }
    }
  }
}

const minuteMs = 60_000
const minutesADay = 24 * 60
const dayMs = minutesADay * minuteMs

function minutesIn(opening: string): [number, number] {
  const [fromHours = 0, fromMinutes = 0, toHours = 0, toMinutes = 0] = opening.split(/[:-]/).map(Number)
  return [fromHours * 60 + fromMinutes, toHours * 60 + toMinutes]
}
