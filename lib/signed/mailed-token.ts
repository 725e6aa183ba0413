/**
 * The token of a link that a mail carries, made anew whenever the mail is sent: it is stored nowhere, and a mail that has
 * to be sent again says the same.
 */
import { createHmac } from 'node:crypto'
import { keyFor } from './key.ts'

/**
 * 43 base64url characters (256 bits), made with the first of APP_SECRET.
 * @param mailId with 128 bits of chance in it. @param threadId whose link it is; one mail may carry several.
 */
export function mailedToken(
  secrets: readonly [string, ...string[]],
  mailId: string,
  threadId: string,
): string {
  return createHmac('sha256', keyFor(secrets[0], 'mailed link'))
    .update(`${mailId}\n${threadId}`)
    .digest('base64url')
}
