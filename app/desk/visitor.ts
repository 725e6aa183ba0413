/** Who is at the desk: the cookie of a staff member, and the desk that it opens. */
import { cookies } from 'next/headers'
import { cache } from 'react'
import { database } from '#lib/db/open.ts'
import { type Desk, openDesk } from '#lib/desk/client.ts'
import { deskDoor } from '#lib/desk/connect.ts'
import { findVisit, visitLifeMs } from '#lib/desk/visit.ts'
import { environment } from '#lib/env/env.ts'

/** The prefix binds the cookie to this very host and to https; browsers take it on no other terms. */
const isEncrypted = () => environment().appUrl.startsWith('https:')
/** @param use one of several cookies of the desk. */
export const deskCookieName = (use: string | null = null) =>
  `${isEncrypted() ? '__Host-' : ''}deskbell-desk${use === null ? '' : `-${use}`}`

/** The cookie's value, if the browser sent one. */
export const visitToken = async () => (await cookies()).get(deskCookieName())?.value

/** The desk of whoever is signed in; null when nobody is, when they are staff no longer, and where there is no desk. */
export const deskHere = cache(async (): Promise<Desk | null> => {
  const door = await deskDoor()
  const visitor = door && (await findVisit(await database(), await visitToken(), Date.now()))
  return visitor && openDesk(door, visitor)
})

/** A `Set-Cookie` header. @param token empty takes the cookie away. */
export const visitCookie = (token: string) => deskCookie(null, token, token ? visitLifeMs : 0)

/** A `Set-Cookie` header for one of the desk's cookies. */
export function deskCookie(use: string | null, value: string, lifeMs: number): string {
  const secure = isEncrypted() ? '; Secure' : ''
  return `${deskCookieName(use)}=${value}; Path=/; Max-Age=${lifeMs / 1_000}; HttpOnly; SameSite=Lax${secure}`
}
