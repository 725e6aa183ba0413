/** One conversation by its slug, the only handle there is: no look-up by number (helpdesk-apis.md 5, rule 10). */
import { detailsOf } from './conversation-details.ts'
import { dataOf } from './custom-data.ts'
import type { Desk } from './desk.ts'
import { presentConversation } from './present.ts'
import { notFound } from './problem.ts'
import { isSlug } from './slug.ts'

/** The conversation as the wire shows it, with `data`; a 404 when there is none. */
export async function readConversation(desk: Desk, slug: string) {
  if (!isSlug(slug)) return notFound()
  const query = desk.kysely.selectFrom('helpdesk_conversation').selectAll().where('slug', '=', slug)
  const row = await query.executeTakeFirst()
  if (!row) return notFound()
  const details = await detailsOf(desk, [row])
  return { ...presentConversation(desk, row, details(row)), data: await dataOf(desk.kysely, row.id) }
}

/** The id behind a slug, or null when there is none. */
export async function conversationIdAt(desk: Desk, slug: string): Promise<string | null> {
  if (!isSlug(slug)) return null
  const query = desk.kysely.selectFrom('helpdesk_conversation').select('id').where('slug', '=', slug)
  return (await query.executeTakeFirst())?.id ?? null
}
