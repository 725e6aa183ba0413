/** Signatures with APP_SECRET: each purpose has a key of its own, and each signature ends at a time of its own. */
import { createHmac, type KeyObject, timingSafeEqual } from 'node:crypto'
import { keyFor } from './key.ts'

/** What is signed: some subject, until some time. */
export interface Claim {
  readonly subject: string
  /** Seconds since 1970, in decimal digits, as it stands in the address. */
  readonly expires: string
}

export interface Signer {
  /** 43 base64url characters, made with the first secret. */
  sign(claim: Claim): string
  /** Whether one of the secrets made `signature` for just this claim, and its time is not up. Never throws. */
  verify(claim: Claim, signature: string, nowMs: number): boolean
}

/**
 * Signs for one purpose: what another purpose signed does not verify here.
 * @param secrets of APP_SECRET, at least one; the first signs, all verify.
 * @throws when there is no secret.
 */
export function createSigner(purpose: string, secrets: readonly string[]): Signer {
  const keys = secrets.map((secret) => keyFor(secret, purpose))
  const [first] = keys
  if (!first) throw new Error('signing needs a secret')
  return {
    sign: (claim) => signatureOf(first, claim),
    verify(claim, signature, nowMs) {
      // Every key is tried and the time is looked at last, so that all refusals take the same way.
      const matches = keys.filter((key) => isSame(signatureOf(key, claim), signature))
      return matches.length > 0 && /^\d{1,12}$/.test(claim.expires) && Number(claim.expires) * 1000 > nowMs
    },
  }
}

const signatureOf = (key: KeyObject, { subject, expires }: Claim) =>
  createHmac('sha256', key).update(`${subject}\n${expires}`).digest('base64url')

/** The texts are compared, not the bytes they stand for: base64url spells some bytes in several ways. */
function isSame(expected: string, given: string): boolean {
  const [left, right] = [Buffer.from(expected), Buffer.from(given)]
  return left.byteLength === right.byteLength && timingSafeEqual(left, right)
}
