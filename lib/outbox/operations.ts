/** What an operator does with rows that are held up: looks at them, has them tried again, takes them elsewhere. */
import type { Database } from '#lib/db/db.ts'
import type { OutboxKind, OutboxState } from '#lib/db/schema.ts'

/** A row as an operator needs it; `content` is what the customer sent, with their name and address. */
export interface HeldRow {
  readonly id: string
  readonly kind: OutboxKind
  readonly state: OutboxState
  /** Why it is held up or waits: one of a closed list. */
  readonly reason: string | null
  /** The helpdesk's own line to that reason. */
  readonly detail: string | null
  readonly attempts: number
  readonly acceptedAt: string
  /** When it was, or will be, worked on next. */
  readonly dueAt: string
  /** The thread's speakable reference. */
  readonly reference: string
  readonly form: string
  /** The helpdesk's handle of the conversation; null before it is open. */
  readonly conversation: string | null
  readonly content: unknown
}

/** All parked rows, oldest first. @throws when the database cannot be read. */
export async function listParked(database: Database): Promise<HeldRow[]> {
  const rows = await rowsOf(database)
    .where('outbox.state', '=', 'parked')
    .orderBy('outbox.created_ms')
    .execute()
  return rows.map(asHeldRow)
}

/** The row with this id in whatever state, or null. @throws when the database cannot be read. */
export async function findRow(database: Database, id: string): Promise<HeldRow | null> {
  const row = await rowsOf(database).where('outbox.id', '=', id).executeTakeFirst()
  return row ? asHeldRow(row) : null
}

/**
 * Sets parked rows waiting, due at once: all but those held as suspected, or only `id`. The next free worker of any instance takes them;
 * what it learns is written down as ever. No row in another state is touched.
 * @returns how many. @throws when the database does not take it: then none is changed.
 */
export async function retryParked({ kysely }: Database, nowMs: number, id?: string): Promise<number> {
  let update = kysely
    .updateTable('outbox')
    .set(({ eb }) => ({
      state: 'waiting',
      due_ms: nowMs,
      // Whoever parked it has let go; an even later finisher must not write over the retry.
      fence: eb('fence', '+', 1),
      read_backs: 0,
      first_read_back_ms: null,
    }))
    .where('state', '=', 'parked')
  update =
    id === undefined
      ? update.where(({ eb, or }) => or([eb('reason', 'is', null), eb('reason', '!=', 'suspected')]))
      : update.where('id', '=', id)
  const { numUpdatedRows } = await update.executeTakeFirst()
  return Number(numUpdatedRows)
}

/**
 * After a copy of the database was restored: what it calls undelivered may have been delivered since. All of it is
 * looked for in the helpdesk before anything is sent. @returns how many. @throws when the database does not take it.
 */
export async function doubtUndelivered({ kysely }: Database, nowMs: number): Promise<number> {
  const { numUpdatedRows } = await kysely
    .updateTable('outbox')
    .set(({ eb, fn }) => ({
      state: 'uncertain',
      due_ms: nowMs,
      fence: eb('fence', '+', 1),
      sent_ms: fn.coalesce('sent_ms', 'created_ms'),
      read_backs: 0,
      first_read_back_ms: null,
    }))
    .where('state', 'in', ['waiting', 'sending', 'uncertain'])
    .executeTakeFirst()
  return Number(numUpdatedRows)
}

/**
 * Removes a request that was held as suspected, for good, with its thread: the customer's link then opens nothing. Files
 * are swept when their time is over.
 * @returns false, and nothing is changed, when it is none or no longer held. @throws when the database does not take it.
 */
export function discardSuspected({ kysely }: Database, id: string): Promise<boolean> {
  return kysely.transaction().execute(async (transaction) => {
    const row = await transaction
      .selectFrom('outbox')
      .select('thread_id')
      .where('id', '=', id)
      .where('kind', '=', 'request')
      .where('state', '=', 'parked')
      .where('reason', '=', 'suspected')
      .executeTakeFirst()
    if (!row) return false
    await transaction.deleteFrom('mail').where('thread_id', '=', row.thread_id).execute()
    await transaction.deleteFrom('thread_link').where('thread_id', '=', row.thread_id).execute()
    await transaction.deleteFrom('outbox').where('thread_id', '=', row.thread_id).execute()
    await transaction.deleteFrom('thread').where('id', '=', row.thread_id).execute()
    return true
  })
}

const rowsOf = ({ kysely }: Database) =>
  kysely
    .selectFrom('outbox')
    .innerJoin('thread', 'thread.id', 'outbox.thread_id')
    .select([
      'outbox.id',
      'outbox.kind',
      'outbox.state',
      'outbox.reason',
      'outbox.detail',
      'outbox.attempts',
      'outbox.created_ms',
      'outbox.due_ms',
      'outbox.payload',
      'thread.reference',
      'thread.form',
      'thread.conversation',
    ])

type Row = Awaited<ReturnType<ReturnType<typeof rowsOf>['execute']>>[number]

function asHeldRow({ created_ms, due_ms, payload, ...row }: Row): HeldRow {
  return {
    id: row.id,
    kind: row.kind,
    state: row.state,
    reason: row.reason,
    detail: row.detail,
    attempts: row.attempts,
    acceptedAt: new Date(created_ms).toISOString(),
    dueAt: new Date(due_ms).toISOString(),
    reference: row.reference,
    form: row.form,
    conversation: row.conversation,
    content: readContent(payload),
  }
}

/** As text when it is damaged: that may be why the row is parked. */
function readContent(payload: string): unknown {
  try {
    return JSON.parse(payload)
  } catch {
    return payload
  }
}
