/** How long a helpdesk asks us to wait: `Retry-After`, in either of its two forms. */

/**
 * Milliseconds from `Retry-After`, at most an hour; undefined when it is missing, negative or not to be understood.
 * A date counts from the answer's own `Date`: the helpdesk's clock may differ from ours (`nowMs`, used without one).
 */
export function readRetryAfter(headers: Headers, nowMs: number): number | undefined {
  const value = headers.get('retry-after')?.trim()
  if (!value) return undefined
  if (/^\d+$/.test(value)) return Math.min(Number(value) * 1_000, longestMs)
  const untilMs = readHttpDate(value)
  if (untilMs === null) return undefined
  const waitMs = untilMs - (answeredAtMs(headers) ?? nowMs)
  return waitMs < 0 ? undefined : Math.min(waitMs, longestMs)
}

/** When the helpdesk answered, by its own clock (`Date`); null when it does not say. */
export function answeredAtMs(headers: Headers): number | null {
  return readHttpDate(headers.get('date') ?? '')
}

const longestMs = 3_600_000

/** Only dates that name GMT: `Date.parse` alone takes "-5" for a day in May, and other dates for local time. */
function readHttpDate(text: string): number | null {
  if (!/^[A-Z][a-z]{2,8}, [\w -]+ \d\d:\d\d:\d\d GMT$/.test(text)) return null
  const ms = Date.parse(text)
  return Number.isNaN(ms) ? null : ms
}
