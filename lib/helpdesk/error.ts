/** The one error a helpdesk adapter throws: what went wrong, and whether something may have been created all the same. */

export type HelpdeskErrorCode =
  | 'unreachable'
  | 'timeout'
  | 'throttled'
  | 'rejected'
  | 'unauthorized'
  | 'malformed'

/** `not-sent`: certainly nothing was created. `unknown`: read back before sending again. `refused`: a person must look. */
export type HelpdeskOutcome = 'not-sent' | 'unknown' | 'refused'

export interface HelpdeskErrorFacts {
  readonly code: HelpdeskErrorCode
  readonly outcome: HelpdeskOutcome
  /** HTTP status, when there was an answer. */
  readonly status?: number | undefined
  /** How long the helpdesk asked us to wait. */
  readonly retryAfterMs?: number | undefined
  readonly cause?: unknown
}

export class HelpdeskError extends Error {
  override readonly name = 'HelpdeskError'
  readonly code: HelpdeskErrorCode
  readonly outcome: HelpdeskOutcome
  readonly status: number | undefined
  readonly retryAfterMs: number | undefined

  /** @param reason one line for the operator; never a secret, never a customer's words. */
  constructor(reason: string, facts: HelpdeskErrorFacts) {
    super(reason, { cause: facts.cause })
    this.code = facts.code
    this.outcome = facts.outcome
    this.status = facts.status
    this.retryAfterMs = facts.retryAfterMs
  }
}

/** What its `can` says that it cannot do was asked of it: nothing was sent. */
export const beyondIt = () =>
  new HelpdeskError('the helpdesk cannot do this', { code: 'rejected', outcome: 'refused' })
