/** A customer's visit to their list of threads, begun by a token of the operator's site: a random value, and its hash here. */
import { randomBytes } from 'node:crypto'
import type { Database } from '#lib/db/db.ts'
import { hashOf } from '#lib/db/hash.ts'
import type { Identity } from './identity.ts'

/** A working day, whatever happens in it: who stays longer is sent here again by the operator's site. */
export const sessionLifeMs = 12 * 60 * 60_000

/** Begins one, with a value that nobody has seen before; the browser's former one ends. @returns the cookie's value. */
export async function beginSession(
  { kysely }: Database,
  identity: Identity,
  { former, nowMs }: { readonly former: string | undefined; readonly nowMs: number },
): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  const row = {
    token_hash: hashOf(token),
    identity_hash: identity.hash,
    name: identity.name,
    email: identity.email,
    email_verified: identity.isVerified ? 1 : 0,
    expires_ms: nowMs + sessionLifeMs,
  }
  await kysely.transaction().execute(async (transaction) => {
    await transaction.deleteFrom('identity_session').where('expires_ms', '<=', nowMs).execute()
    if (former)
      await transaction.deleteFrom('identity_session').where('token_hash', '=', hashOf(former)).execute()
    await transaction.insertInto('identity_session').values(row).execute()
  })
  return token
}

/** Who `token` stands for, or null: never given, ended, or too old. */
export async function findSession(
  { kysely }: Database,
  token: string | undefined,
  nowMs: number,
): Promise<Identity | null> {
  if (!token || !/^[\w-]{43}$/.test(token)) return null
  const row = await kysely
    .selectFrom('identity_session')
    .selectAll()
    .where('token_hash', '=', hashOf(token))
    .where('expires_ms', '>', nowMs)
    .executeTakeFirst()
  if (!row) return null
  return { hash: row.identity_hash, name: row.name, email: row.email, isVerified: row.email_verified === 1 }
}

export async function endSession({ kysely }: Database, token: string | undefined): Promise<void> {
  if (token) await kysely.deleteFrom('identity_session').where('token_hash', '=', hashOf(token)).execute()
}
