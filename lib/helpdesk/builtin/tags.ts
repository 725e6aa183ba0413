/** The tags of a conversation, in the order given; all of them together are its set of tags. */
import { createHash } from 'node:crypto'
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
  await rememberTagSet(trx, names)
}

/** Keeps which tags a set has: there are far fewer sets than conversations, so those with a tag are found at once. */
export async function rememberTagSet(trx: Kysely<Schema>, tags: readonly string[]): Promise<void> {
  // Whoever adds the same set at the same time does so in the same order, so neither waits for the other for ever.
  const rows = [...tags].sort().map((tag) => ({ tag, tag_set: tagSetOf(tags) }))
  const insert = trx.insertInto('helpdesk_tag_set').values(rows)
  await insert.onConflict((conflict) => conflict.doNothing()).execute()
}

/** The name of the set of these tags: the same in every order, and short however many there are. */
export const tagSetOf = (tags: readonly string[]) =>
  createHash('sha256')
    .update(JSON.stringify([...tags].sort()))
    .digest('base64url')
