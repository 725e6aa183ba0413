/** How mail stands: what waits, for how long, and what the receiving side refused of late. */
import type { Database } from '#lib/db/db.ts'

export interface MailHealth {
  readonly waiting: number
  /** Refused by the receiving side within the last day. */
  readonly failed: number
  /** Age of the oldest mail that is not sent, in whole seconds; 0 when there is none. */
  readonly oldestSeconds: number
}

/** @throws when the database cannot be read. */
export async function readMailHealth({ kysely }: Database, nowMs: number): Promise<MailHealth> {
  const waiting = await kysely
    .selectFrom('mail')
    .select(({ fn }) => [fn.countAll<number>().as('rows'), fn.min('created_ms').as('oldest_ms')])
    .where('state', 'in', ['waiting', 'sending'])
    .executeTakeFirstOrThrow()
  const failed = await kysely
    .selectFrom('mail')
    .select(({ fn }) => fn.countAll<number>().as('rows'))
    .where('created_ms', '>', nowMs - dayMs)
    .where('state', '=', 'failed')
    .executeTakeFirstOrThrow()
  const oldestMs = Math.min(nowMs, waiting.oldest_ms ?? nowMs)
  return {
    waiting: waiting.rows,
    failed: failed.rows,
    oldestSeconds: Math.floor((nowMs - oldestMs) / 1_000),
  }
}

const dayMs = 24 * 60 * 60_000
