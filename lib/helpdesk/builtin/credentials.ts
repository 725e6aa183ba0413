/** HTTP Basic: the login e-mail and the API token of a staff member. */
import { createHash, timingSafeEqual } from 'node:crypto'
import { addressKey, type StaffMember } from './desk.ts'

/**
 * The staff member whom an `Authorization` header proves, or null. Every member is compared over hashes of one
 * length, so neither the time nor the order tells which part was wrong.
 */
export function authenticate(staff: readonly StaffMember[], header: string | undefined): StaffMember | null {
  const given = readBasic(header)
  if (!given) return null
  const proof = digest(given.email, given.token)
  let proven: StaffMember | null = null
  for (const member of staff) {
    if (timingSafeEqual(digest(member.email, member.apiToken), proof)) proven = member
  }
  return proven
}

function readBasic(header: string | undefined): { email: string; token: string } | null {
  const encoded = /^Basic +([A-Za-z0-9+/_-]+=*) *$/i.exec(header ?? '')?.[1]
  if (!encoded) return null
  const text = Buffer.from(encoded, 'base64').toString('utf8')
  const colon = text.indexOf(':')
  return colon < 0 ? null : { email: text.slice(0, colon), token: text.slice(colon + 1) }
}

const digest = (email: string, token: string) =>
  createHash('sha256')
    .update(`${addressKey(email)}:${token}`)
    .digest()
