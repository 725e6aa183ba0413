/** What an operator can learn of a helpdesk before a customer does: whether it is there, lets us in, and agrees with us. */
import { HelpdeskError } from './error.ts'

export interface Finding {
  /** `warn` works, but not as it should; `fail` will hold up what customers send. */
  readonly verdict: 'ok' | 'warn' | 'fail'
  /** What was looked at, in a word or two. */
  readonly about: string
  /** What was found; never a secret. */
  readonly found: string
  /** What to do about it; null when nothing is. */
  readonly remedy: string | null
}

/** What the configuration expects of the helpdesk. */
export interface Expectation {
  /** The slugs to which forms and topics route. */
  readonly channels: readonly string[]
  readonly nowMs: () => number
}

/** The finding for a call that failed. `settings` are the variables that name the address and the credentials. */
export function findingOfError(
  error: unknown,
  settings: { readonly address: string; readonly credentials: string },
): Finding {
  if (!(error instanceof HelpdeskError)) throw error
  if (error.code === 'unauthorized')
    return failed('credentials', error.message, `Check ${settings.credentials}.`)
  if (error.code === 'throttled')
    return { verdict: 'warn', about: 'helpdesk', found: error.message, remedy: 'Try again in a minute.' }
  const remedy = `Check ${settings.address}, and whether this machine may connect to it.`
  return failed('helpdesk', error.message, remedy)
}

/** Whether the helpdesk's clock, read at `answeredAtMs` by itself, agrees with ours; nothing when it did not say. */
export function clockFindings(answeredAtMs: number | null, nowMs: number): Finding[] {
  if (answeredAtMs === null) return []
  const aheadSeconds = Math.round((nowMs - answeredAtMs) / 1_000)
  if (Math.abs(aheadSeconds) <= mostSecondsApart)
    return [{ verdict: 'ok', about: 'clock', found: 'agrees with the helpdesk’s', remedy: null }]
  const direction = aheadSeconds > 0 ? 'ahead of' : 'behind'
  const found = `is ${Math.abs(aheadSeconds)} s ${direction} the helpdesk’s`
  return [failed('clock', found, 'Let this machine take its time from the network (NTP).')]
}

/** One finding for each channel that a form routes to. `there` are the slugs that the helpdesk has. */
export function channelFindings(routed: readonly string[], there: readonly string[]): Finding[] {
  return routed.map((slug): Finding => {
    const about = `channel ${slug}`
    if (there.includes(slug)) return { verdict: 'ok', about, found: 'exists', remedy: null }
    const found =
      there.length > 0 ? `is not there; there are: ${there.join(', ')}` : 'is not there, nor any other'
    return failed(about, found, 'Correct it in support.config.ts, or create it in the helpdesk.')
  })
}

const mostSecondsApart = 60

const failed = (about: string, found: string, remedy: string): Finding => ({
  verdict: 'fail',
  about,
  found,
  remedy,
})
