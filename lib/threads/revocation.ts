/** What an operator does with the link of a thread: closes it, or replaces it by a new one. In force from that moment on. */
import type { Database } from '#lib/db/db.ts'
import { hashOf } from '#lib/db/hash.ts'
import { newToken } from './access.ts'
import { dropLinks } from './links.ts'

/** @param reference as the customer says it: case, spaces and hyphens do not count. @returns whether there is such a thread. */
export async function revokeThread({ kysely }: Database, reference: string, nowMs: number): Promise<boolean> {
  return kysely.transaction().execute(async (transaction) => {
    const thread = await transaction
      .updateTable('thread')
      .set({ revoked_ms: nowMs })
      .where('reference', '=', asReference(reference))
      .returning('id')
      .executeTakeFirst()
    if (thread) await dropLinks(transaction, thread.id)
    return thread !== undefined
  })
}

/**
 * The old link and those that were mailed open nothing any more, and the new one lives as long as a fresh thread's, whether the old one was revoked,
 * had expired or still worked.
 * @returns the new token, which is stored nowhere: it can be told this once. Null when there is no such thread.
 */
export async function rotateThread(
  { kysely }: Database,
  reference: string,
  nowMs: number,
): Promise<string | null> {
  const token = newToken()
  return kysely.transaction().execute(async (transaction) => {
    const thread = await transaction
      .updateTable('thread')
      .set({ token_hash: hashOf(token), revoked_ms: null, active_ms: nowMs })
      .where('reference', '=', asReference(reference))
      .returning('id')
      .executeTakeFirst()
    if (!thread) return null
    await dropLinks(transaction, thread.id)
    return token
  })
}

/** Two groups of four. The letters that its alphabet leaves out are read as the digits for which they are taken. */
function asReference(said: string): string {
  const plain = said.toUpperCase().replace(/[\s-]/g, '').replace(/[IL]/g, '1').replace(/O/g, '0')
  return `${plain.slice(0, 4)}-${plain.slice(4)}`
}
