/** Claims: who works on a row holds it for the length of a lease; whoever comes late with an old fence changes nothing. */
import { type Selectable, sql } from 'kysely'
import type { Database } from '#lib/db/db.ts'
import type { OutboxTable } from '#lib/db/schema.ts'
import { lostTimeAfter, policy } from './policy.ts'

export type OutboxRow = Selectable<OutboxTable>

/**
 * Takes up to `limit` rows that are due, oldest first, or only row `id` if it is due.
 * A waiting row comes back as `sending` (durably so, before anything is sent); one whose holder vanished in
 * the middle of sending comes back as `uncertain`. A row waits until all messages before it in its thread are delivered;
 * a parked reply does not hold up the later ones, a parked request does (there is no conversation yet). A rating holds up
 * nothing, and a solution only while it may be on its way: a reply that comes after it takes it back.
 */
export async function claim(
  { kysely, engine }: Database,
  { nowMs, limit, id }: { nowMs: number; limit: number; id?: string | undefined },
): Promise<OutboxRow[]> {
  const due = sql<boolean>`state in ('waiting', 'sending', 'uncertain')
    and (due_ms <= ${nowMs} or due_ms > ${lostTimeAfter(nowMs)})`
  let next = kysely
    .selectFrom('outbox as candidate')
    .select('candidate.id')
    .where(due)
    .where(isNext)
    .orderBy('candidate.due_ms')
    .orderBy('candidate.created_ms')
    .limit(limit)
  if (id !== undefined) next = next.where('candidate.id', '=', id)
  // Without it two PostgreSQL workers claimed 2,390 of 2,000 rows twice; SQLite has one writer.
  if (engine === 'postgres') next = next.forUpdate().skipLocked()
  return (
    kysely
      // Apart, and once: PostgreSQL may ask a plain subquery again for each row it looks at, and claim more than the limit.
      .with(
        (expression) => expression('next').materialized(),
        () => next,
      )
      .updateTable('outbox')
      .set({
        state: sql`case state when 'waiting' then 'sending' else 'uncertain' end`,
        attempts: sql`case state when 'waiting' then attempts + 1 else attempts end`,
        sent_ms: sql`case state when 'waiting' then cast(${nowMs} as bigint) else sent_ms end`,
        read_backs: sql`case state when 'uncertain' then read_backs else 0 end`,
        first_read_back_ms: sql`case state when 'uncertain' then first_read_back_ms else null end`,
        due_ms: nowMs + policy.leaseMs,
        fence: sql`fence + 1`,
      })
      .where('id', 'in', ({ selectFrom }) => selectFrom('next').select('next.id'))
      .where(due)
      .returningAll()
      .execute()
  )
}

/**
 * Nothing before it in its thread has to go first. The states are not parameters: beside indices of some states SQLite
 * plans a statement again whenever such a parameter changes, which takes ten times as long as to run it.
 */
const isNext = sql<boolean>`not exists (
  select earlier.id from outbox as earlier
  where earlier.thread_id = candidate.thread_id and earlier.position < candidate.position
    and earlier.state <> 'delivered'
    and (earlier.kind = 'request'
      or (earlier.kind = 'reply' and earlier.state <> 'parked')
      or (earlier.kind = 'solution' and earlier.state in ('sending', 'uncertain'))))`

/**
 * Writes down a step of a claimed row's delivery, and holds the row for another full lease.
 * @returns false if the lease had lapsed and another worker has the row: then nothing was changed.
 */
export async function recordStep(
  { kysely }: Database,
  row: OutboxRow,
  step: string,
  nowMs: number,
): Promise<boolean> {
  const changed = await kysely
    .updateTable('outbox')
    .set({ progress: step, due_ms: nowMs + policy.leaseMs })
    .where('id', '=', row.id)
    .where('fence', '=', row.fence)
    .executeTakeFirst()
  return changed.numUpdatedRows > 0n
}

/** Lets rows go whose holder is about to end: another may look at once what became of them, as after a crash. */
export async function release(
  { kysely }: Database,
  rows: readonly OutboxRow[],
  nowMs: number,
): Promise<void> {
  for (const { id, fence } of rows)
    await kysely
      .updateTable('outbox')
      .set({ due_ms: nowMs })
      .where('id', '=', id)
      .where('fence', '=', fence)
      .where('state', 'in', ['sending', 'uncertain'])
      .execute()
}

/** What a finished piece of work changes on its row. */
export type Conclusion = Pick<OutboxRow, 'state' | 'due_ms'> &
  Partial<Pick<OutboxRow, 'read_backs' | 'first_read_back_ms' | 'reason' | 'detail' | 'delivered_ms'>>

/**
 * Writes what became of a claimed row, and the conversation that was opened for its thread.
 * @returns false if the lease had lapsed and another worker has the row: then nothing was changed.
 */
export function conclude(
  { kysely }: Database,
  row: OutboxRow,
  conclusion: Conclusion,
  conversation?: string,
): Promise<boolean> {
  return kysely.transaction().execute(async (transaction) => {
    const changed = await transaction
      .updateTable('outbox')
      .set(conclusion)
      .where('id', '=', row.id)
      .where('fence', '=', row.fence)
      .executeTakeFirst()
    if (changed.numUpdatedRows === 0n) return false
    if (conversation !== undefined) {
      await transaction.updateTable('thread').set({ conversation }).where('id', '=', row.thread_id).execute()
    }
    return true
  })
}
