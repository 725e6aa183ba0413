/** Further links of a thread beside the one that its customer got on the screen; gone once nothing opens by them. */
import type { Transaction } from 'kysely'
import type { Database } from '#lib/db/db.ts'
import { hashOf } from '#lib/db/hash.ts'
import type { Schema, ThreadLinkTable } from '#lib/db/schema.ts'
import { closedSinceMs } from './access.ts'

export interface NewLink {
  readonly token: string
  readonly threadId: string
  readonly source: ThreadLinkTable['source']
}

/** Adds it, once however often the same is asked; links of threads that have closed meanwhile are thrown away with it. */
export async function addLink(
  { kysely }: Database,
  { token, threadId, source }: NewLink,
  nowMs: number,
): Promise<void> {
  await kysely
    .insertInto('thread_link')
    .values({ token_hash: hashOf(token), thread_id: threadId, source, created_ms: nowMs })
    .onConflict((conflict) => conflict.column('token_hash').doNothing())
    .execute()
  // A link is no older than its thread has been silent: only the old ones are looked at.
  const closedMs = closedSinceMs(nowMs)
  await kysely
    .deleteFrom('thread_link')
    .where('created_ms', '<=', closedMs)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('thread')
          .select('thread.id')
          .whereRef('thread.id', '=', 'thread_link.thread_id')
          .where('thread.active_ms', '<=', closedMs),
      ),
    )
    .execute()
}

/** All of a thread's, within the caller's transaction. */
export async function dropLinks(transaction: Transaction<Schema>, threadId: string): Promise<void> {
  await transaction.deleteFrom('thread_link').where('thread_id', '=', threadId).execute()
}
