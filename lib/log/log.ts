/** The log: one JSON line per event, holding facts an operator needs and nothing a customer wrote. */
import { type Logger, pino } from 'pino'
import { environment } from '#lib/env/env.ts'

declare global {
  var deskbellLog: Logger | undefined
}

export type Log = Pick<Logger, 'info' | 'warn' | 'error' | 'debug'>

/** The process's log at LOG_LEVEL; customer fields and secrets are removed should one slip in (security.md 2.15). */
export function log(): Log {
  globalThis.deskbellLog ??= pino({
    level: environment().logLevel,
    base: null,
    redact: { paths: redacted.flatMap((name) => [name, `*.${name}`]), censor: '[removed]' },
  })
  return globalThis.deskbellLog
}

const redacted = [
  'email',
  'name',
  'body',
  'subject',
  'message.body',
  'token',
  'authorization',
  'cookie',
  'payload',
]
