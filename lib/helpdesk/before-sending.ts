/** Calls that come ahead of the one that counts, and create nothing themselves. */
import { HelpdeskError } from './error.ts'

/** What `work` gives. @throws HelpdeskError: an outcome that nobody knows means here that nothing was sent. */
export async function beforeSending<Value>(work: Promise<Value>): Promise<Value> {
  try {
    return await work
  } catch (error) {
    if (error instanceof HelpdeskError && error.outcome === 'unknown') throw notSent(error)
    throw error
  }
}

/** The same failure of a call after which nothing was sent, whatever came of the call. */
export function notSent(error: HelpdeskError, code = error.code): HelpdeskError {
  const { status, retryAfterMs } = error
  return new HelpdeskError(error.message, { code, outcome: 'not-sent', status, retryAfterMs, cause: error })
}
