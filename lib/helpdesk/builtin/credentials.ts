/** Who is calling: a staff member's e-mail and API token as HTTP Basic, or the proof of them that a visit to the desk keeps. */
import { createHash, timingSafeEqual } from 'node:crypto'
import { addressKey, type StaffMember } from './desk.ts'

/** Reads the staff member whom an `Authorization` header proves, or null. */
export type Authenticate = (staff: readonly StaffMember[], header: string | undefined) => StaffMember | null

/** By e-mail and token, as staff tools send them. */
export const byToken: Authenticate = (staff, header) => {
  const given = readBasic(header)
  return given && memberWith(staff, proofOf(given.email, given.token))
}

/** By a proof alone: for a door that only this process can reach. */
export const byProof: Authenticate = (staff, header) =>
  memberWith(staff, /^Proof (.*)$/.exec(header ?? '')?.[1] ?? '')

/**
 * What may be kept of credentials, hex: it tells neither the e-mail nor the token, and proves nothing any more once the
 * token is another one.
 */
export const proofOf = (email: string, token: string) =>
  hashOf(`${addressKey(email)}:${token}`).toString('hex')

/** Every member is compared over hashes of one length, so neither the time nor the order tells which part was wrong. */
function memberWith(staff: readonly StaffMember[], proof: string): StaffMember | null {
  const given = hashOf(proof)
  let proven: StaffMember | null = null
  for (const member of staff) {
    if (timingSafeEqual(hashOf(member.proof), given)) proven = member
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

const hashOf = (text: string) => createHash('sha256').update(text).digest()
