/** Claims of mail, as the outbox has them: whoever sends holds the row for a lease, and an old fence changes nothing. */
import { sql } from 'kysely'
import type { Database } from '#lib/db/db.ts'
import type { MailRow } from './mail.ts'
import { lostTimeAfter, policy } from './policy.ts'
import { forgetShares } from './quota.ts'

/**
 * The mail that has been due longest, durably `sending` from now on; null when none is due. One whose holder vanished
 * while sending is due again: nobody knows whether it went.
 */
export async function claimMail({ kysely, engine }: Database, nowMs: number): Promise<MailRow | null> {
  const due = sql<boolean>`state in ('waiting', 'sending')
    and (due_ms <= ${nowMs} or due_ms > ${lostTimeAfter(nowMs)})`
  let next = kysely
    .selectFrom('mail as candidate')
    .select('candidate.id')
    .where(due)
    .orderBy('candidate.due_ms')
    .orderBy('candidate.created_ms')
    .limit(1)
  if (engine === 'postgres') next = next.forUpdate().skipLocked()
  const row = await kysely
    // Apart, and once: PostgreSQL may ask a plain subquery again for each row it looks at, and claim one more each time.
    .with(
      (expression) => expression('next').materialized(),
      () => next,
    )
    .updateTable('mail')
    .set({
      state: 'sending',
      attempts: sql`attempts + 1`,
      due_ms: nowMs + policy.leaseMs,
      fence: sql`fence + 1`,
    })
    .where('id', 'in', ({ selectFrom }) => selectFrom('next').select('next.id'))
    .where(due)
    .returningAll()
    .executeTakeFirst()
  return row ?? null
}

export type MailConclusion = Pick<MailRow, 'state' | 'due_ms' | 'reason'> & Partial<Pick<MailRow, 'sent_ms'>>

/** @returns false if the lease had lapsed and another worker has the mail: then nothing was changed. */
export async function concludeMail(
  { kysely }: Database,
  row: MailRow,
  conclusion: MailConclusion,
): Promise<boolean> {
  const changed = await kysely
    .updateTable('mail')
    .set(conclusion)
    .where('id', '=', row.id)
    .where('fence', '=', row.fence)
    .executeTakeFirst()
  return changed.numUpdatedRows > 0n
}

/** Makes mail that only waits for our own way out due, once a success shows that it is open. */
export async function pullForward({ kysely }: Database, nowMs: number): Promise<void> {
  await kysely
    .updateTable('mail')
    .set({ due_ms: nowMs })
    .where('state', '=', 'waiting')
    .where('reason', 'in', ['unreachable', 'unauthorized', 'sender'])
    .where('due_ms', '>', nowMs)
    .execute()
}

/** Removes what has been done for long enough, and limits whose time is over. */
export async function forgetOldMail({ kysely }: Database, nowMs: number): Promise<void> {
  await kysely
    .deleteFrom('mail')
    .where('created_ms', '<', nowMs - policy.keepMs)
    .where('state', 'in', ['sent', 'dropped', 'failed'])
    .execute()
  await forgetShares(kysely, nowMs)
}
