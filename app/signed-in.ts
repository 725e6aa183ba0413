/** The cookie of a signed-in customer: for their list of threads and nothing else (security.md 2.3). */
import { cookies } from 'next/headers'
import { database } from '#lib/db/open.ts'
import { environment } from '#lib/env/env.ts'
import type { Identity } from '#lib/identity/identity.ts'
import { findSession, sessionLifeMs } from '#lib/identity/session.ts'

/** The prefix binds the cookie to this very host and to https; browsers take it on no other terms. */
const isEncrypted = () => environment().appUrl.startsWith('https:')
const cookieName = () => (isEncrypted() ? '__Host-deskbell-identity' : 'deskbell-identity')

/** The cookie's value, if the browser sent one. */
export const sessionToken = async () => (await cookies()).get(cookieName())?.value

/** Who the browser is signed in as; null when nobody, and always without IDENTITY_SECRET. */
export async function signedIn(): Promise<Identity | null> {
  if (!environment().identitySecrets) return null
  return findSession(await database(), await sessionToken(), Date.now())
}

/** A `Set-Cookie` header. @param token empty takes the cookie away. */
export function cookieOf(token: string): string {
  const life = token ? sessionLifeMs / 1_000 : 0
  const secure = isEncrypted() ? '; Secure' : ''
  return `${cookieName()}=${token}; Path=/; Max-Age=${life}; HttpOnly; SameSite=Lax${secure}`
}
