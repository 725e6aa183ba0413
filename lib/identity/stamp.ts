/** A signed-in customer on their way through a form: signed by us for a day, because writing takes longer than their token lives. */
import { z } from 'zod'
import { createSigner } from '#lib/signed/signed.ts'
import type { Identity } from './identity.ts'

const purpose = 'identity stamp'
const lifeMs = 24 * 60 * 60_000

/** The text of a hidden field. @param secrets of APP_SECRET. */
export function stampIdentity(secrets: readonly string[], identity: Identity, nowMs: number): string {
  const subject = Buffer.from(JSON.stringify(identity)).toString('base64url')
  const expires = String(Math.floor((nowMs + lifeMs) / 1_000))
  return [subject, expires, createSigner(purpose, secrets).sign({ subject, expires })].join('.')
}

/** The customer whom we stamped; null for every text that is not ours, and for ours when its day is over. Never throws. */
export function readStamp(secrets: readonly string[], stamp: string, nowMs: number): Identity | null {
  const [subject = '', expires = '', signature = '', ...more] = stamp.split('.')
  if (more.length > 0 || !createSigner(purpose, secrets).verify({ subject, expires }, signature, nowMs))
    return null
  return content.parse(JSON.parse(Buffer.from(subject, 'base64url').toString('utf8')))
}

const content = z.object({ hash: z.string(), name: z.string(), email: z.string(), isVerified: z.boolean() })
