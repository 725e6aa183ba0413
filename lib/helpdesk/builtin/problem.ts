/** Why a call is refused, in the words of the wire: a status and, by field, what is wrong. */

export type ProblemStatus = 400 | 401 | 403 | 404 | 413 | 422 | 429 | 500

/** A value, not an exception: whoever gets one answers with it. */
export class Problem {
  readonly status: ProblemStatus
  readonly errors: Readonly<Record<string, readonly string[]>>

  constructor(status: ProblemStatus, errors: Readonly<Record<string, readonly string[]>>) {
    this.status = status
    this.errors = errors
  }
}

/** The call as a whole is at fault; `base` is where Rails-minded callers look for it. */
export const refused = (status: ProblemStatus, reason: string) => new Problem(status, { base: [reason] })

/** One field is at fault. */
export const invalid = (field: string, reason: string) => new Problem(422, { [field]: [reason] })

/** There is no such thing, or nothing that could be one. */
export const notFound = () => refused(404, 'not found')
