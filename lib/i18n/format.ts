/** Times and durations as a reader of one locale writes them, in a named zone; on the server only (look.md section 7). */

/** "Saturday, November 21, 2026". @param zone IANA name. */
export const formatDay = (locale: string, zone: string, timeMs: number) =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeZone: zone }).format(timeMs)

/** "3:05 PM". @param zone IANA name. */
export const formatHour = (locale: string, zone: string, timeMs: number) =>
  new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit', timeZone: zone }).format(timeMs)

/** "November 21, 2026". @param zone IANA name. */
export const formatDate = (locale: string, zone: string, timeMs: number) =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: zone }).format(timeMs)

/** "4 hours", and from a whole two days on "2 days". */
export function formatHours(locale: string, hours: number): string {
  const inDays = hours >= 48 && hours % 24 === 0
  const unit = inDays ? 'day' : 'hour'
  const format = new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' })
  return format.format(inDays ? hours / 24 : hours)
}
