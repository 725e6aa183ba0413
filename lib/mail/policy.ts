/** How much mail may be caused and when to try again, as data: every limit and wait of mail stands here and nowhere else. */
import type { Limit } from './quota.ts'

const seconds = 1_000
const minutes = 60 * seconds
const hours = 60 * minutes
const days = 24 * hours

interface KindLimits {
  /** Of the network that causes it: an IPv4 /24 or an IPv6 /64. Null: no limit, as with the other two. */
  readonly perNetwork: Limit | null
  /** Of the mailbox that gets it, whoever causes it. */
  readonly perAddress: Limit | null
  /** Of all mail, whatever its kind: what a mistake or an attack on many addresses can cost at most. */
  readonly overall: Limit | null
}

const overall = { most: 600, withinMs: 1 * hours }

/**
 * The kinds of mail. `opened`: the first about a thread, with its link. `links`: the links of an address's threads,
 * because somebody asked. `answered`: that there is an answer. They go to addresses that nobody has verified: their words
 * are fixed (security.md 2.10), and a mailbox gets one of each a day, so that forms of ours fill nobody's.
 * `answer`: what staff wrote, to an address that is verified. `notice`: to staff, of a request or a reply; when there are
 * too many, `flood` says that they stop for a while.
 */
export const limits = {
  opened: {
    perNetwork: { most: 20, withinMs: 1 * hours },
    perAddress: { most: 1, withinMs: 1 * days },
    overall,
  },
  links: {
    perNetwork: { most: 10, withinMs: 1 * hours },
    perAddress: { most: 1, withinMs: 1 * days },
    overall,
  },
  answered: {
    perNetwork: null,
    perAddress: { most: 1, withinMs: 1 * days },
    overall,
  },
  answer: {
    perNetwork: null,
    perAddress: { most: 50, withinMs: 1 * days },
    overall: null,
  },
  notice: {
    perNetwork: null,
    perAddress: { most: 30, withinMs: 1 * hours },
    overall: null,
  },
  flood: {
    perNetwork: null,
    perAddress: { most: 1, withinMs: 1 * hours },
    overall: null,
  },
} as const satisfies Record<string, KindLimits>

export type MailKind = keyof typeof limits

export const limitsOf = (kind: MailKind): KindLimits => limits[kind]

/**
 * Why a mail waits or failed. `unreachable`, `unauthorized` and `sender` are about our own way out: all mail waits.
 * `deferred` and `refused` are the receiving side's word on this one mail.
 */
export type Trouble = 'unreachable' | 'unauthorized' | 'sender' | 'deferred' | 'refused'

export const policy = {
  /** How long a claim holds; longer than the longest conversation with a mail server. */
  leaseMs: 3 * minutes,
  /** Waits after the first, second, … failure; the last one repeats. Greylisting asks for some minutes. */
  backoffMs: [1 * minutes, 5 * minutes, 15 * minutes, 30 * minutes, 1 * hours],
  /** As mail servers do it themselves: a receiver that says "later" for this long means no. */
  deferAtMostMs: 5 * days,
  /** The same while our own way out is closed: nobody minds being asked, and mail should go soon after it opens. */
  outageMs: [5 * seconds, 30 * seconds, 1 * minutes, 5 * minutes],
  /** No more than one mail is tried in this time then; its success pulls the others forward. */
  probeMs: 5 * seconds,
  /** Mail that is done stays on record this long. */
  keepMs: 30 * days,
} as const

/** Milliseconds until the next attempt after `attempts` of them. */
export function waitAfter(waitsMs: readonly number[], attempts: number): number {
  const step = Math.min(Math.max(attempts, 1), waitsMs.length) - 1
  return waitsMs[step] ?? hours
}

/** No wait leads beyond this time: what is due later was set before the clock went back. */
export const lostTimeAfter = (nowMs: number) => nowMs + 2 * hours
