/** The custom fields of conversations: stored as JSON, found by the text that a query string holds. */
import { type ExpressionBuilder, type Kysely, sql } from 'kysely'
import type { Schema } from '#lib/db/schema.ts'

/** Sets these fields and keeps the others. */
export async function storeData(
  trx: Kysely<Schema>,
  conversationId: string,
  data: Readonly<Record<string, unknown>>,
): Promise<void> {
  const rows = Object.entries(data).map(([key, value]) => ({
    conversation_id: conversationId,
    key,
    value: JSON.stringify(value),
  }))
  if (rows.length === 0) return
  await trx
    .insertInto('helpdesk_data')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['conversation_id', 'key']).doUpdateSet((eb) => ({ value: eb.ref('excluded.value') })),
    )
    .execute()
}

/** All custom fields of one conversation. */
export async function dataOf(db: Kysely<Schema>, conversationId: string): Promise<Record<string, unknown>> {
  const query = db.selectFrom('helpdesk_data').select(['key', 'value']).orderBy('key')
  const rows = await query.where('conversation_id', '=', conversationId).execute()
  return Object.fromEntries(rows.map(({ key, value }) => [key, JSON.parse(value)]))
}

/** Conversations whose field holds this text, or the number or truth value it spells. */
export function holding(eb: ExpressionBuilder<Schema, 'helpdesk_conversation'>, key: string, value: string) {
  const spellings = spellingsOf(value)
  return (
    eb
      .selectFrom('helpdesk_data')
      .select('conversation_id')
      .where('key', '=', key)
      // The index holds the start of each value.
      .where(sql<string>`substr(value, 1, 100)`, 'in', spellings.map(firstHundred))
      .where('value', 'in', spellings)
  )
}

/** The JSON that `value` may stand for. */
export function spellingsOf(value: string): string[] {
  const isPlain = ['true', 'false', String(Number(value))].includes(value)
  return [JSON.stringify(value), ...(isPlain ? [value] : [])]
}

const firstHundred = (text: string) => [...text].slice(0, 100).join('')
