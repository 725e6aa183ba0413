/** Texts that travel through an address and that nobody but this server can read or make: encrypted with APP_SECRET, for a while. */
import { createCipheriv, createDecipheriv, type KeyObject, randomBytes } from 'node:crypto'
import { keyFor } from './key.ts'

export interface Sealer {
  /** `text` in base64url, for `context` only, until `untilMs`. */
  seal(text: string, context: string, untilMs: number): string
  /** What was sealed for just this context; null when it was not, or its time is up. Never throws. */
  open(sealed: unknown, context: string, nowMs: number): string | null
}

const nonceBytes = 12
const tagBytes = 16
const longest = 1_000

/**
 * Seals for one purpose: what another purpose sealed does not open here.
 * @param secrets of APP_SECRET, at least one; the first seals, all open.
 * @throws when there is no secret.
 */
export function createSealer(purpose: string, secrets: readonly string[]): Sealer {
  const keys = secrets.map((secret) => keyFor(secret, purpose))
  const [first] = keys
  if (!first) throw new Error('sealing needs a secret')
  return {
    seal(text, context, untilMs) {
      const nonce = randomBytes(nonceBytes)
      const cipher = createCipheriv('aes-256-gcm', first, nonce).setAAD(Buffer.from(context))
      const content = [cipher.update(JSON.stringify([untilMs, text])), cipher.final()]
      return Buffer.concat([nonce, ...content, cipher.getAuthTag()]).toString('base64url')
    },
    open(sealed, context, nowMs) {
      if (typeof sealed !== 'string' || sealed.length > longest) return null
      for (const key of keys) {
        const [untilMs, text] = decrypt(key, Buffer.from(sealed, 'base64url'), context) ?? []
        if (typeof untilMs === 'number' && typeof text === 'string') return untilMs > nowMs ? text : null
      }
      return null
    },
  }
}

/** What was encrypted with this key; null for everything else. */
function decrypt(key: KeyObject, bytes: Buffer, context: string): unknown[] | null {
  if (bytes.byteLength <= nonceBytes + tagBytes) return null
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceBytes))
    .setAAD(Buffer.from(context))
    .setAuthTag(bytes.subarray(-tagBytes))
  try {
    const content = Buffer.concat([decipher.update(bytes.subarray(nonceBytes, -tagBytes)), decipher.final()])
    const parsed: unknown = JSON.parse(content.toString())
    return Array.isArray(parsed) ? parsed : null
  } catch {
    return null
  }
}
