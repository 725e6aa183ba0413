/** Times and durations as a reader of one locale writes them, in a named zone; on the server only (look.md section 7). */
import { formatTag } from './format-tag.ts'
import { localStyles } from './local-styles.ts'
import { directionOf, type Locale } from './locale.ts'

/** "Saturday, November 21, 2026". @param zone IANA name. */
export const formatDay = (locale: Locale, zone: string, timeMs: number) =>
  formatterOf(locale, zone, 'day').format(timeMs)

/** "3:05 PM". @param zone IANA name. */
export const formatHour = (locale: Locale, zone: string, timeMs: number) =>
  formatterOf(locale, zone, 'hour').format(timeMs)

/** "3:05 PM UTC", for who may live in another zone. @param zone IANA name. */
export const formatClock = (locale: Locale, zone: string, timeMs: number) =>
  formatterOf(locale, zone, 'clock').format(timeMs)

/** "November 21, 2026". @param zone IANA name. */
export const formatDate = (locale: Locale, zone: string, timeMs: number) =>
  formatterOf(locale, zone, 'date').format(timeMs)

/** "Monday, November 30 at 9:00 AM GMT+1". @param zone IANA name. */
export const formatMoment = (locale: Locale, zone: string, timeMs: number) =>
  formatterOf(locale, zone, 'moment').format(timeMs)

/** "Monday, 9:00 AM – 5:00 PM". @param zone IANA name. */
export const formatOpening = (locale: Locale, zone: string, fromMs: number, toMs: number) =>
  formatterOf(locale, zone, 'opening').formatRange(fromMs, toMs)

/** Kept, because making one costs more than all that it ever formats; there are as many as languages and zones of forms. */
function formatterOf(locale: Locale, timeZone: string, style: keyof typeof styles): Intl.DateTimeFormat {
  const key = `${locale} ${timeZone} ${style}`
  const known = formatters.get(key)
  if (known) return known
  const made = new Intl.DateTimeFormat(formatTag(locale), { ...styles[style], timeZone })
  formatters.set(key, made)
  return made
}

const formatters = new Map<string, Intl.DateTimeFormat>()

const styles = {
  ...localStyles,
  day: { dateStyle: 'full' },
  hour: { hour: 'numeric', minute: '2-digit' },
  clock: { hour: 'numeric', minute: '2-digit', timeZoneName: 'short' },
  date: { dateStyle: 'long' },
} as const

/** "1.8 MB"; from 1,024 of one unit on the next one is used. */
export const formatBytes = (locale: Locale, bytes: number) => formatBytesAs(formatTag(locale), bytes)

/** The same in the browser. @param tag for `Intl`. */
export function formatBytesAs(tag: string, bytes: number): string {
  const unit = bytes < 1024 ? 'byte' : bytes < 1024 ** 2 ? 'kilobyte' : 'megabyte'
  const size = bytes / { byte: 1, kilobyte: 1024, megabyte: 1024 ** 2 }[unit]
  const style = { style: 'unit', unit, unitDisplay: unit === 'byte' ? 'long' : 'short' } as const
  return new Intl.NumberFormat(tag, { ...style, maximumFractionDigits: size < 10 ? 1 : 0 }).format(size)
}

/** "1,234.5". */
export const formatNumber = (locale: Locale, value: number) =>
  new Intl.NumberFormat(formatTag(locale), { maximumFractionDigits: 15 }).format(value)

/** "PNG, JPG, or PDF"; in a language from right to left it runs that way, whatever the letters of its first choice. */
export function formatChoice(locale: Locale, choices: readonly string[]): string {
  const format = new Intl.ListFormat(formatTag(locale), { type: 'disjunction' })
  if (directionOf(locale) === 'ltr') return format.format(choices)
  return `\u2067${format.format(choices.map(isolated))}\u2069`
}

/** "4 hours", and from a whole two days on "2 days". */
export function formatHours(locale: Locale, hours: number): string {
  const inDays = hours >= 48 && hours % 24 === 0
  const unit = inDays ? 'day' : 'hour'
  const format = new Intl.NumberFormat(formatTag(locale), { style: 'unit', unit, unitDisplay: 'long' })
  return format.format(inDays ? hours / 24 : hours)
}

/** A text as it may stand inside a sentence: its own first letter decides on its direction, and only on its own. */
export const isolated = (text: string) => `\u2068${text}\u2069`
