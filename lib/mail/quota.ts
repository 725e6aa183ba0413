/** Shares of a limit, counted in the database: the same for every instance, and never over it, however many ask at once. */
import { type Kysely, sql } from 'kysely'
import type { Schema } from '#lib/db/schema.ts'

export interface Limit {
  readonly most: number
  readonly withinMs: number
}

/** Takes one of `key`'s shares if there is one left. @throws when the database does not take it. */
export async function takeShare(
  kysely: Kysely<Schema>,
  key: string,
  { most, withinMs }: Limit,
  nowMs: number,
): Promise<boolean> {
  const untilMs = nowMs + withinMs
  // What ends much later than any limit could was set before the clock went back, and says nothing now. Somewhat later is
  // what another instance sets, whose clock is before ours, or which came a moment after us and was served first.
  const lostMs = untilMs + withinMs
  const isOver = sql<boolean>`(mail_quota.until_ms <= ${nowMs} or mail_quota.until_ms > ${lostMs})`
  const taken = await kysely
    .insertInto('mail_quota')
    .values({ key, used: 1, until_ms: untilMs })
    .onConflict((conflict) =>
      conflict
        .column('key')
        .doUpdateSet({
          used: sql`case when ${isOver} then 1 else mail_quota.used + 1 end`,
          until_ms: sql`case when ${isOver} then ${untilMs} else mail_quota.until_ms end`,
        })
        .where(({ or, eb }) => or([isOver, eb('mail_quota.used', '<', most)])),
    )
    .returning('key')
    .executeTakeFirst()
  return taken !== undefined
}

/** Removes what is over. */
export async function forgetShares(kysely: Kysely<Schema>, nowMs: number): Promise<void> {
  await kysely.deleteFrom('mail_quota').where('until_ms', '<=', nowMs).execute()
}

/** Takes nothing of `key` for taken any more. */
export async function returnShares(kysely: Kysely<Schema>, key: string): Promise<void> {
  await kysely.deleteFrom('mail_quota').where('key', '=', key).execute()
}
