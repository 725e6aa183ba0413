/** Between moments and what the clocks of a zone show; a time on a clock is written as if it were in UTC. */

/**
 * Milliseconds of `YYYY-MM-DD HH:MM:SS` in the IANA zone `timeZone`, or null. Of an hour that comes twice in a year
 * it is the first, and one that is left out counts on.
 */
export function readZonedTime(text: string, timeZone: string): number | null {
  const match = /^(\d{4})-(\d\d)-(\d\d)[ T](\d\d):(\d\d):(\d\d)$/.exec(text)
  if (!match) return null
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = match.slice(1).map(Number)
  return momentOf(Date.UTC(year, month - 1, day, hour, minute, second), timeZone)
}

/** The moment at which clocks in `timeZone` show `shownMs`; of two the first. */
export function momentOf(shownMs: number, timeZone: string): number {
  // No zone changes its clocks twice within two days.
  const before = shownMs - aheadMs(shownMs - dayMs, timeZone)
  const after = shownMs - aheadMs(shownMs + dayMs, timeZone)
  const isAfter = shownAt(before, timeZone) !== shownMs && shownAt(after, timeZone) === shownMs
  return isAfter ? after : before
}

/** What the clocks in `timeZone` show at that moment. */
export function shownAt(ms: number, timeZone: string): number {
  return ms + aheadMs(ms, timeZone)
}

const dayMs = 86_400_000

/** How far the clocks of the zone are ahead of UTC at that moment. */
function aheadMs(ms: number, timeZone: string): number {
  const parts = new Map(
    clockOf(timeZone)
      .formatToParts(ms)
      .map(({ type, value }) => [type, Number(value)]),
  )
  const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? 0
  const shownMs = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  )
  return shownMs - Math.floor(ms / 1000) * 1000
}

/** Kept, because making one costs more than all that it ever formats. */
const clocks = new Map<string, Intl.DateTimeFormat>()

function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  clocks.set(timeZone, made)
  return made
}
