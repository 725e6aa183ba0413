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
const cookieName = () => (isEncrypted() ? '__Host-deskbell-desk' : 'deskbell-desk')

/** The cookie's value, if the browser sent one. */
export const visitToken = async () => (await cookies()).get(cookieName())?.value

/** The desk of whoever is signed in; null when nobody is, when they are staff no longer, and where there is no desk. */
export const deskHere = cache(async (): Promise<Desk | null> => {
  const door = await deskDoor()
  const visitor = door && (await findVisit(await database(), await visitToken(), Date.now()))
  return visitor && openDesk(door, visitor)
})

/** A `Set-Cookie` header. @param token empty takes the cookie away. */
export function visitCookie(token: string): string {
  const life = token ? visitLifeMs / 1_000 : 0
  const secure = isEncrypted() ? '; Secure' : ''
  return `${cookieName()}=${token}; Path=/; Max-Age=${life}; HttpOnly; SameSite=Lax${secure}`
}
