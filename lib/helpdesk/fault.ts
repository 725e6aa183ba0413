/** What a failed call to a helpdesk means: its code, and whether something may have been created (security.md 4.4). */
import { HelpdeskError, type HelpdeskErrorCode, type HelpdeskOutcome } from './error.ts'
import { readRetryAfter } from './retry-after.ts'

/**
 * The error for an answer that is not a success.
 * @param said the refusal's own words, safe to log; used only where a person must look.
 */
export function faultOfAnswer({ status, headers }: Response, said: string): HelpdeskError {
  const { what, code, outcome } = meaningOf(status)
  const quoted = outcome === 'refused' && said ? `: ${said}` : ''
  const retryAfterMs = status === 429 || status === 503 ? readRetryAfter(headers, Date.now()) : undefined
  return new HelpdeskError(`the helpdesk ${what} (${status})${quoted}`, {
    code,
    outcome,
    status,
    retryAfterMs,
  })
}

interface Meaning {
  readonly what: string
  readonly code: HelpdeskErrorCode
  readonly outcome: HelpdeskOutcome
}

function meaningOf(status: number): Meaning {
  if (status === 429) return { what: 'asks us to slow down', code: 'throttled', outcome: 'not-sent' }
  if (credentialStatuses.has(status))
    return { what: 'does not accept our credentials', code: 'unauthorized', outcome: 'not-sent' }
  if (status === 408) return { what: 'gave up waiting', code: 'timeout', outcome: 'unknown' }
  if (status === 409) return { what: 'reports a conflict', code: 'rejected', outcome: 'unknown' }
  // Not followed: another host must see neither our credentials nor the customer's words. A server may well
  // redirect after it has done its work, so nothing says that nothing was created.
  if (status >= 300 && status < 400)
    return { what: 'redirects elsewhere, which is not followed', code: 'malformed', outcome: 'unknown' }
  if (status >= 400 && status < 500) return { what: 'refused it', code: 'rejected', outcome: 'refused' }
  return { what: 'is in trouble', code: 'unreachable', outcome: 'unknown' }
}

/** 402 is an unpaid account, 407 a proxy's door: like 401 and 403, the operator's matter and no single message's. */
const credentialStatuses = new Set([401, 402, 403, 407])

/** The error for a call that brought no whole answer. @param error what `fetch`, the body's stream or the deadline threw. */
export function faultOfFailure(error: unknown): HelpdeskError {
  if (error instanceof HelpdeskError) return error
  if (neverOpened(error))
    return new HelpdeskError(`the helpdesk cannot be reached (${codeOf(error)})`, {
      code: 'unreachable',
      outcome: 'not-sent',
      cause: error,
    })
  if (error instanceof Error && error.name === 'TimeoutError')
    return new HelpdeskError('the helpdesk did not answer in time', {
      code: 'timeout',
      outcome: 'unknown',
      cause: error,
    })
  return new HelpdeskError(`the connection to the helpdesk broke (${codeOf(error)})`, {
    code: 'unreachable',
    outcome: 'unknown',
    cause: error,
  })
}

/**
 * Whether the request certainly never left: no name, no connection, or no trust, of every address tried.
 * Codes are an allow-list, for a reset says nothing by itself: it is the same before and after a request was read.
 */
function neverOpened(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (error instanceof AggregateError) return error.errors.length > 0 && error.errors.every(neverOpened)
  const { code, syscall } = systemFacts(error)
  if (syscall === 'connect' || syscall === 'getaddrinfo') return true
  if (openingCodes.has(code) || /^CERT_|_CERT_|^UNABLE_TO_/.test(code)) return true
  if (code === 'ECONNRESET' && error.message.includes('before secure TLS connection')) return true
  return neverOpened(error.cause)
}

const openingCodes = new Set([
  'UND_ERR_CONNECT_TIMEOUT',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'HOSTNAME_MISMATCH',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'ERR_TLS_HANDSHAKE_TIMEOUT',
  'ERR_SSL_WRONG_VERSION_NUMBER',
  'ERR_SSL_PACKET_LENGTH_TOO_LONG',
  'ERR_SSL_UNSUPPORTED_PROTOCOL',
  'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION',
  'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE',
  'ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE',
  'ERR_SSL_TLSV1_UNRECOGNIZED_NAME',
])

/** The innermost code, for the operator; the error's name where there is none. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  const inner = error instanceof AggregateError ? error.errors[0] : error.cause
  return systemFacts(error).code || (inner instanceof Error ? codeOf(inner) : error.name)
}

const systemFacts = (error: Error) => ({
  code: 'code' in error && typeof error.code === 'string' ? error.code : '',
  syscall: 'syscall' in error ? error.syscall : undefined,
})
