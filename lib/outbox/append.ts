/** What comes after a thread's request: each takes the next position, one after the other, however concurrently they come. */
import { randomBytes } from 'node:crypto'
import type { Insertable, Transaction } from 'kysely'
import type { Database } from '#lib/db/db.ts'
import type { OutboxKind, OutboxTable, Schema } from '#lib/db/schema.ts'

/** `reused`: the same request id came with other words; nothing was stored. */
export type Acceptance =
  | { readonly outcome: 'accepted'; readonly id: string }
  | { readonly outcome: 'reused' }

export interface Addition {
  readonly kind: Exclude<OutboxKind, 'request'>
  /** The same one again is the same row, or `reused` when its fingerprint is another. */
  readonly requestHash: string
  readonly fingerprint: string
  readonly payload: string
  readonly nowMs: number
}

/** Commits one row behind all that the thread has. @throws when the database does not take it: then nothing is stored. */
export function append(database: Database, threadId: string, addition: Addition): Promise<Acceptance> {
  const { kind, requestHash, fingerprint, payload, nowMs } = addition
  return database.kysely.transaction().execute(async (transaction) => {
    // The update locks the thread's row: additions of one moment get their positions one after the other.
    await transaction.updateTable('thread').set({ active_ms: nowMs }).where('id', '=', threadId).execute()
    const before = await findAccepted(transaction, requestHash)
    if (before) return comparedWith(before, fingerprint)
    const last = await transaction
      .selectFrom('outbox')
      .select('position')
      .where('thread_id', '=', threadId)
      .orderBy('position', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow()
    const row = newRow({ id: newId(prefixes[kind]), kind, threadId, position: last.position + 1, nowMs })
    await transaction
      .insertInto('outbox')
      .values({ ...row, request_hash: requestHash, fingerprint, payload })
      .execute()
    return { outcome: 'accepted', id: row.id }
  })
}

const prefixes = { reply: 'cfr', solution: 'cfs', rating: 'cfv' }

/** What an earlier post with this request id became. */
export function findAccepted(transaction: Transaction<Schema>, requestHash: string) {
  return transaction
    .selectFrom('outbox')
    .innerJoin('thread', 'thread.id', 'outbox.thread_id')
    .select(['outbox.id', 'outbox.fingerprint', 'thread.token_hash'])
    .where('request_hash', '=', requestHash)
    .executeTakeFirst()
}

const comparedWith = (before: { id: string; fingerprint: string }, fingerprint: string): Acceptance =>
  before.fingerprint === fingerprint ? { outcome: 'accepted', id: before.id } : { outcome: 'reused' }

interface RowFacts {
  readonly id: string
  readonly kind: OutboxKind
  readonly threadId: string
  readonly position: number
  readonly nowMs: number
}

/** A row that waits for its first delivery, but for what it carries. */
export function newRow({ id, kind, threadId, position, nowMs }: RowFacts) {
  return {
    id,
    kind,
    thread_id: threadId,
    position,
    state: 'waiting',
    attempts: 0,
    due_ms: nowMs,
    fence: 0,
    sent_ms: null,
    read_backs: 0,
    first_read_back_ms: null,
    reason: null,
    detail: null,
    created_ms: nowMs,
    delivered_ms: null,
  } satisfies Partial<Insertable<OutboxTable>>
}

/** An id that nobody can guess; its prefix tells people what it is of. */
export const newId = (prefix: string) => `${prefix}_${randomBytes(16).toString('base64url')}`
