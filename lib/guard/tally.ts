/** What was counted of late, for all instances: in the database, under hashes that tell nobody what they stand for. */
import { createHmac } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import type { Schema } from '#lib/db/schema.ts'
import { keyFor } from '#lib/signed/key.ts'

/** A key as it may stand in a table: without the secret nobody can try which address or text it is. */
export function hideKey(secret: string, ...parts: readonly string[]): string {
  return createHmac('sha256', keyFor(secret, 'tally')).update(JSON.stringify(parts)).digest('base64url')
}

/** How often `key` has been counted within its time, this once included, and when that is over. */
export async function countUp(
  kysely: Kysely<Schema>,
  key: string,
  withinMs: number,
  nowMs: number,
): Promise<{ readonly count: number; readonly untilMs: number }> {
  const untilMs = nowMs + withinMs
  // What ends later than it could was set before the clock went back, and says nothing now.
  const isOver = sql<boolean>`(tally.until_ms <= ${nowMs} or tally.until_ms > ${untilMs})`
  const row = await kysely
    .insertInto('tally')
    .values({ key, count: 1, holder: null, until_ms: untilMs })
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet({
        count: sql`case when ${isOver} then 1 else tally.count + 1 end`,
        until_ms: sql`case when ${isOver} then ${untilMs} else tally.until_ms end`,
      }),
    )
    .returning(['count', 'until_ms'])
    .executeTakeFirstOrThrow()
  return { count: row.count, untilMs: row.until_ms }
}

/**
 * Gives what may be used once to its first holder. True for that one, however often and however concurrently it asks;
 * false for everybody else.
 */
export async function holdOnce(
  kysely: Kysely<Schema>,
  key: string,
  holder: string,
  untilMs: number,
): Promise<boolean> {
  await kysely
    .insertInto('tally')
    .values({ key, count: 1, holder, until_ms: untilMs })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute()
  return isHeld(kysely, key, holder)
}

/** Whether `holder` was the first to have it. */
export async function isHeld(kysely: Kysely<Schema>, key: string, holder: string): Promise<boolean> {
  const row = await kysely.selectFrom('tally').select('holder').where('key', '=', key).executeTakeFirst()
  return row?.holder === holder
}

/** Hands over what `from` holds, if it does. @returns whether it did. */
export async function handOver(
  kysely: Kysely<Schema>,
  key: string,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<boolean> {
  const changed = await kysely
    .updateTable('tally')
    .set(({ eb }) => ({ holder: to, count: eb('count', '+', 1) }))
    .where('key', '=', key)
    .where('holder', '=', from)
    .where('count', '<=', mostHandovers)
    .executeTakeFirst()
  return changed.numUpdatedRows > 0n
}

const mostHandovers = 3

/** Removes what is over. */
export async function forgetOver(kysely: Kysely<Schema>, nowMs: number): Promise<void> {
  await kysely.deleteFrom('tally').where('until_ms', '<=', nowMs).execute()
}
