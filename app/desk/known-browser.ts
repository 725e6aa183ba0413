/** A browser in which a staff member has signed in before: somebody else's wrong attempts do not keep it out. */
import { randomUUID } from 'node:crypto'
import { cookies } from 'next/headers'
import { environment } from '#lib/env/env.ts'
import { addressKey } from '#lib/helpdesk/builtin/desk.ts'
import { createSealer } from '#lib/signed/sealed.ts'
import { deskCookie, deskCookieName } from './visitor.ts'

const name = 'known'
const lifeMs = 180 * 24 * 60 * 60_000
const sealer = () => createSealer('known browser', environment().appSecrets)

/** What its attempts for this address are counted by; null when it has not been here. It opens nothing. */
export async function knownBrowser(email: string): Promise<string | null> {
  const sealed = (await cookies()).get(deskCookieName(name))?.value
  return sealer().open(sealed, addressKey(email), Date.now())
}

/** A `Set-Cookie` header for a browser in which `email` has just signed in. */
export const knownBrowserCookie = (email: string) =>
  deskCookie(name, sealer().seal(randomUUID(), addressKey(email), Date.now() + lifeMs), lifeMs)
