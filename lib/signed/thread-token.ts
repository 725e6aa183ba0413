/**
 * The token of a thread's link, made from what only its customer sent and what only this server knows.
 *
 * It must be the same when a form is sent twice, and must not be stored. The form's request id alone would do that,
 * but a request id can be planted: whoever gave a customer a form with one of their choosing would hold the key to the
 * thread. So the words go into it, and APP_SECRET.
 */
import { createHmac } from 'node:crypto'
import { keyFor } from './key.ts'

/**
 * The tokens that a request may have, 43 base64url characters (256 bits) each: the first is the one to give out, the
 * others belong to older secrets of APP_SECRET and open what was sent before a rotation.
 * @param words what the customer typed, by field.
 */
export function threadTokens(
  secrets: readonly [string, ...string[]],
  requestId: string,
  words: Readonly<Record<string, string>>,
): [string, ...string[]] {
  const content = JSON.stringify([requestId, Object.entries(words).sort()])
  const tokenOf = (secret: string) =>
    createHmac('sha256', keyFor(secret, 'thread token')).update(content).digest('base64url')
  const [first, ...older] = secrets
  return [tokenOf(first), ...older.map(tokenOf)]
}
