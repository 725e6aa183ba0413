/** Times that come without a zone: they are meant in the one that the account is set to. */

/**
 * Milliseconds of `YYYY-MM-DD HH:MM:SS` in the IANA zone `timeZone`, or null. Of an hour that comes twice in a year
 * it is the first, and one that is left out counts on.
 */
export function readZonedTime(text: string, timeZone: string): number | null {
  const match = /^(\d{4})-(\d\d)-(\d\d)[ T](\d\d):(\d\d):(\d\d)$/.exec(text)
  if (!match) return null
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = match.slice(1).map(Number)
  const asUtcMs = Date.UTC(year, month - 1, day, hour, minute, second)
  const firstMs = asUtcMs - offsetAt(asUtcMs, timeZone)
  return asUtcMs - offsetAt(firstMs, timeZone)
}

/** How far the zone's clocks are ahead of UTC at that moment, in milliseconds. */
function offsetAt(ms: number, timeZone: string): number {
  const format = new Intl.DateTimeFormat('en', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  const parts = new Map(format.formatToParts(ms).map(({ type, value }) => [type, Number(value)]))
  const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? 0
  const shownMs = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  )
  return shownMs - ms
}
