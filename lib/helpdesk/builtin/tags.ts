/** The tags of a conversation, in the order given. */
import type { Kysely } from 'kysely'
import type { Schema } from '#lib/db/schema.ts'

/** Replaces the list; spelled as given, each once, without blanks. */
export async function replaceTags(
  trx: Kysely<Schema>,
  conversationId: string,
  tags: readonly string[],
): Promise<void> {
  await trx.deleteFrom('helpdesk_tag').where('conversation_id', '=', conversationId).execute()
  const names = [...new Set(tags.map((tag) => tag.trim()).filter(Boolean))]
  if (names.length === 0) return
  const rows = names.map((tag, position) => ({ conversation_id: conversationId, tag, position }))
  await trx.insertInto('helpdesk_tag').values(rows).execute()
}
