/** The words of an answer, for whoever passes it on to its customer. */
import type { Kysely } from 'kysely'
import type { Schema } from '#lib/db/schema.ts'

/** Null for anything that is not certainly an answer of staff to the customer (security.md 2.5), and when it is gone. */
export async function readAnswer(kysely: Kysely<Schema>, messageId: string): Promise<string | null> {
  const row = await kysely
    .selectFrom('helpdesk_message')
    .select('body')
    .where('id', '=', messageId)
    .where('visibility', '=', 0)
    .where('from_staff', '=', 1)
    .executeTakeFirst()
  return row?.body ?? null
}
