/** How the outbox stands: what waits, what is held up, and for how long the oldest has been undelivered. */
import type { Database } from '#lib/db/db.ts'

/** After this an undelivered row, or a mail, needs attention (DESIGN.md section 3, ALERT_WEBHOOK_URL). */
export const lateSeconds = 15 * 60

export interface OutboxHealth {
  readonly waiting: number
  readonly sending: number
  readonly uncertain: number
  readonly parked: number
  /** Age of the oldest row that is not delivered, in whole seconds; 0 when there is none. */
  readonly oldestSeconds: number
  /** Parked rows by reason, from a closed list. */
  readonly parkedReasons: Readonly<Record<string, number>>
}

/** Counts the rows that are not delivered. @throws when the database cannot be read. */
export async function readHealth({ kysely }: Database, nowMs: number): Promise<OutboxHealth> {
  const groups = await kysely
    .selectFrom('outbox')
    .select(['state', 'reason', ({ fn }) => fn.countAll<number>().as('rows')])
    .select(({ fn }) => fn.min('created_ms').as('oldest_ms'))
    .where('state', 'in', ['waiting', 'sending', 'uncertain', 'parked'])
    .groupBy(['state', 'reason'])
    .execute()
  const count = (state: string) =>
    groups.filter((group) => group.state === state).reduce((sum, group) => sum + group.rows, 0)
  const oldestMs = Math.min(nowMs, ...groups.map((group) => group.oldest_ms))
  const parked = groups.filter((group) => group.state === 'parked')
  return {
    waiting: count('waiting'),
    sending: count('sending'),
    uncertain: count('uncertain'),
    parked: count('parked'),
    oldestSeconds: Math.floor((nowMs - oldestMs) / 1_000),
    parkedReasons: Object.fromEntries(parked.map((group) => [group.reason ?? 'unknown', group.rows])),
  }
}
