/** Keys made from APP_SECRET: one for each purpose, so that what serves one is worth nothing for another. */
import { createSecretKey, hkdfSync, type KeyObject } from 'node:crypto'

const lengthBytes = 32

/** The key of one purpose, by HKDF (RFC 5869); it is made once, since every page needs some. */
export function keyFor(secret: string, purpose: string): KeyObject {
  const name = JSON.stringify([secret, purpose])
  const known = made.get(name)
  if (known) return known
  const key = createSecretKey(Buffer.from(hkdfSync('sha256', secret, '', `deskbell ${purpose}`, lengthBytes)))
  made.set(name, key)
  return key
}

/** As many as there are secrets and purposes. */
const made = new Map<string, KeyObject>()
