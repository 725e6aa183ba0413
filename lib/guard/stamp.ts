/** A form's stamp: which form it is and when it was drawn, signed, so that nobody can post one that they never opened. */
import { randomBytes } from 'node:crypto'
import { createSigner } from '#lib/signed/signed.ts'

export interface Stamp {
  /** Of this one drawing of the form. */
  readonly nonce: string
  readonly drawnMs: number
}

const purpose = 'form stamp'
/** Ours can be told from forgeries for longer than it counts: who comes late is no forger. */
const readableMs = 30 * 24 * 60 * 60_000

/** The text of a hidden field. @param secrets of APP_SECRET; the first signs. */
export function stampForm(secrets: readonly string[], form: string, nowMs: number): string {
  const nonce = randomBytes(16).toString('base64url')
  const claim = claimOf(form, { nonce, drawnMs: nowMs })
  return [nonce, nowMs, createSigner(purpose, secrets).sign(claim)].join('.')
}

/** The stamp, if it is one of ours for this form; null for every other text. Never throws. */
export function readFormStamp(
  secrets: readonly string[],
  form: string,
  text: string,
  nowMs: number,
): Stamp | null {
  const [, nonce = '', drawn = '', signature = ''] = /^([\w-]{22})\.(\d{1,15})\.([\w-]{43})$/.exec(text) ?? []
  const stamp = { nonce, drawnMs: Number(drawn) }
  const isOurs = createSigner(purpose, secrets).verify(claimOf(form, stamp), signature, nowMs)
  return isOurs ? stamp : null
}

const claimOf = (form: string, { nonce, drawnMs }: Stamp) => ({
  subject: JSON.stringify([form, nonce, drawnMs]),
  expires: String(Math.floor((drawnMs + readableMs) / 1_000)),
})
