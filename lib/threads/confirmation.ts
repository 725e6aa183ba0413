/** The proof that an address is the customer's own: a button on the page that only the link in a mail to it opens. */
import type { Database } from '#lib/db/db.ts'
import { openThread, type Thread } from './access.ts'

/** Whether the page that this thread was opened on may ask for the proof. */
export const isConfirmable = ({ source, verified_ms }: Thread) => source === 'mail' && verified_ms === null

/**
 * Takes the address of the thread that `token` opens for the customer's own.
 * @returns false when it opens none, or is not a mailed link: one that was shown on a screen proves nothing.
 */
export async function confirmAddress(database: Database, token: unknown, nowMs: number): Promise<boolean> {
  const thread = await openThread(database, token, nowMs)
  if (thread?.source !== 'mail') return false
  await database.kysely
    .updateTable('thread')
    .set({ verified_ms: nowMs })
    .where('id', '=', thread.id)
    .where('verified_ms', 'is', null)
    .execute()
  return true
}
