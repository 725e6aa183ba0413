/** A customer whom the operator's own site has named: what they send is theirs, whatever stands in the fields of the form. */
import { environment } from '#lib/env/env.ts'
import { type Identity, readIdentity } from '#lib/identity/identity.ts'
import { readStamp, stampIdentity } from '#lib/identity/stamp.ts'
import type { Posted } from './posted.ts'

/** The hidden field that carries a form's customer, and the key under which a form that comes back keeps it. */
export const stampField = 'identity'
export const keptStamp = 'identity stamp'

/** The stamp for a page that was opened with `token`; null when the token is not just right, or the site names nobody. */
export async function stampFor(token: unknown): Promise<string | null> {
  const { identitySecrets: secrets, appUrl: audience, appSecrets } = environment()
  const identity = secrets && (await readIdentity(token, { secrets, audience, nowMs: Date.now() }))
  return identity && stampIdentity(appSecrets, identity, Date.now())
}

/** Who a stamp names; null when it is none of ours, or its day is over: then the form is like anybody's. */
export function identityIn(stamp: string): Identity | null {
  const { identitySecrets, appSecrets } = environment()
  return identitySecrets && stamp ? readStamp(appSecrets, stamp, Date.now()) : null
}

/** The same form with the name and the address that the stamp holds. */
export function inTheirName(posted: Posted, identity: Identity | null): Posted {
  if (!identity) return posted
  const own: Readonly<Record<string, string>> = { name: identity.name, email: identity.email }
  const readAll = (name: string) => (Object.hasOwn(own, name) ? [own[name] ?? ''] : posted.readAll(name))
  return { ...posted, readAll, read: (name) => readAll(name)[0] ?? '' }
}
