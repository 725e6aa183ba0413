/** What the guard is told of a request, and how strict the operator wants it to be. */
import type { CaptchaAnswer } from './captcha.ts'
import type { Words } from './content.ts'

export interface GuardedRequest {
  /** The form's slug. */
  readonly form: string
  readonly requestId: string
  /** As networkOf tells it; null when it cannot be told. */
  readonly network: string | null
  readonly words: Words
  readonly email: string
  /** The texts of the form's own fields, as they came. */
  readonly stamp: string
  readonly proof: string
  readonly hidden: string
  /** Null where the operator has no captcha. */
  readonly captcha: { readonly is: CaptchaAnswer; readonly token: string } | null
}

/** Within an hour each. Beyond that of an address requests are marked, not refused: anybody may type anybody's. */
export interface Limits {
  readonly perNetwork: number
  readonly perAddress: number
  readonly perThread: number
}

export interface GuardSettings {
  /** APP_SECRET. */
  readonly secrets: readonly [string, ...string[]]
  /** The operator's, to which customers may link as they like. */
  readonly ownHosts: readonly string[]
  /** The operator's, from which no customer writes. */
  readonly ownAddresses: readonly string[]
  readonly limits: Limits
}
