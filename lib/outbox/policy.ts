/** When to try again, as data: every wait of the outbox stands here and nowhere else. */
import type { HelpdeskError } from '#lib/helpdesk/error.ts'

export interface Policy {
  /** How long a claim holds; longer than the longest helpdesk call. */
  readonly leaseMs: number
  /** Waits after the first, second, … failure in which certainly nothing was sent; the last one repeats for ever. */
  readonly backoffMs: readonly number[]
  /** Each wait is lengthened by up to this share, so that rows do not return in step. */
  readonly jitter: number
  /** After 429 without a usable Retry-After (helpdesk-apis.md section 6). */
  readonly throttledMs: number
  /** Between probes while the helpdesk refuses our credentials. */
  readonly unauthorizedMs: number
  /** No wait is shorter, and none is longer, whatever the helpdesk asks for. */
  readonly leastMs: number
  readonly longestMs: number
  /** During an outage one row is tried this often, whatever its own wait: its success pulls the others forward. */
  readonly probeMs: number
  /** During an outage no message is tried the moment it is sent, but one in this time. */
  readonly tryMs: number
  /** Waits before the first, second, third read-back of an uncertain delivery. */
  readonly readBackMs: readonly number[]
  /** Only after this many read-backs that found nothing, spread over this long, is it sent again. */
  readonly readBacks: number
  readonly readBackSpreadMs: number
  /** Bounds of the wait after a read-back that got no answer; between them it grows with the outage. */
  readonly unreadableMs: { readonly least: number; readonly most: number }
}

const seconds = 1_000
const minutes = 60 * seconds

export const policy: Policy = {
  leaseMs: 30 * seconds,
  backoffMs: [
    1 * seconds,
    2 * seconds,
    5 * seconds,
    15 * seconds,
    30 * seconds,
    1 * minutes,
    2 * minutes,
    5 * minutes,
    15 * minutes,
    30 * minutes,
    60 * minutes,
  ],
  jitter: 0.2,
  throttledMs: 60 * seconds,
  unauthorizedMs: 5 * minutes,
  leastMs: 1 * seconds,
  longestMs: 60 * minutes,
  probeMs: 5 * minutes,
  tryMs: 15 * seconds,
  readBackMs: [2 * seconds, 60 * seconds, 61 * seconds],
  readBacks: 3,
  readBackSpreadMs: 2 * minutes,
  unreadableMs: { least: 2 * seconds, most: 5 * minutes },
}

/** No wait leads beyond this time: what is due later was set before the clock went back, and says nothing now. */
export const lostTimeAfter = (nowMs: number) => nowMs + 2 * policy.longestMs

/** Milliseconds until the next attempt, after `attempts` of them and this failure. `random` is from 0 to 1. */
export function waitAfter(error: HelpdeskError, attempts: number, random: number): number {
  return Math.min(askedWait(error) ?? backoff(attempts, random), policy.longestMs)
}

function askedWait(error: HelpdeskError): number | undefined {
  if (error.retryAfterMs !== undefined) return Math.max(error.retryAfterMs, policy.leastMs)
  if (error.code === 'throttled') return policy.throttledMs
  if (error.code === 'unauthorized') return policy.unauthorizedMs
  return undefined
}

function backoff(attempts: number, random: number): number {
  const step = Math.min(Math.max(attempts, 1), policy.backoffMs.length) - 1
  return Math.round((policy.backoffMs[step] ?? policy.longestMs) * (1 + policy.jitter * random))
}

/** Milliseconds for which nothing is sent after so many failures in a row, so that an outage is not made longer. */
export const waitInOutage = (failures: number) => Math.min(backoff(failures, 0), policy.probeMs)

/** Milliseconds until the read-back that follows `readBacks` of them; never less than the helpdesk asked for. */
export function waitBeforeReadBack(readBacks: number, retryAfterMs = 0): number {
  const step = Math.min(readBacks, policy.readBackMs.length - 1)
  return Math.max(policy.readBackMs[step] ?? 0, Math.min(retryAfterMs, policy.longestMs))
}

/** Milliseconds until a read-back that got no answer is repeated, `elapsedMs` after the send. `random` is from 0 to 1. */
export function waitToReadAgain(error: HelpdeskError, elapsedMs: number, random: number): number {
  const { least, most } = policy.unreadableMs
  const grown = Math.min(Math.max(elapsedMs / 2, least), most) * (1 + policy.jitter * random)
  return Math.min(Math.max(askedWait(error) ?? 0, Math.round(grown)), policy.longestMs)
}
