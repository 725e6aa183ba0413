/** The threads of a signed-in customer: those opened in their name, and those whose address is proven to be theirs. */
import { type Selectable, sql } from 'kysely'
import type { Database } from '#lib/db/db.ts'
import type { ThreadTable } from '#lib/db/schema.ts'
import type { Identity } from '#lib/identity/identity.ts'
import { closedSinceMs, newToken } from './access.ts'
import { addLink } from './links.ts'

export type ListedThread = Pick<
  Selectable<ThreadTable>,
  'reference' | 'subject' | 'form' | 'created_ms' | 'active_ms'
>

/** The newest hundred, the latest written to first. Never one that has only the address typed into it. */
export async function listThreads(
  database: Database,
  identity: Identity,
  nowMs: number,
): Promise<ListedThread[]> {
  return threadsOf(database, identity, nowMs)
    .select(['reference', 'subject', 'form', 'created_ms', 'active_ms'])
    .orderBy('active_ms', 'desc')
    .limit(100)
    .execute()
}

/**
 * A link to one of them, made now: those that were given before are stored nowhere.
 * @returns its token, or null when the reference is not one of theirs.
 */
export async function openListed(
  database: Database,
  identity: Identity,
  { reference, nowMs }: { readonly reference: string; readonly nowMs: number },
): Promise<string | null> {
  const thread = await threadsOf(database, identity, nowMs)
    .select('id')
    .where('reference', '=', reference)
    .executeTakeFirst()
  if (!thread) return null
  const token = newToken()
  await addLink(database, { token, threadId: thread.id, source: 'identity' }, nowMs)
  return token
}

/** Addresses are compared only where both sides know whose they are: the operator's site, and the mail that we sent. */
const threadsOf = ({ kysely }: Database, { hash, email, isVerified }: Identity, nowMs: number) =>
  kysely
    .selectFrom('thread')
    .where(({ or, and, eb }) =>
      or([
        eb('identity_hash', '=', hash),
        ...(isVerified
          ? [and([eb('verified_ms', 'is not', null), sql<boolean>`lower(customer_email) = lower(${email})`])]
          : []),
      ]),
    )
    .where('revoked_ms', 'is', null)
    .where('active_ms', '>', closedSinceMs(nowMs))
