/** What a staff member has read: of each conversation that they opened, how many messages there were. */
import type { Database } from '#lib/db/db.ts'
import type { DeskConversation, Person } from './conversation.ts'

type Countable = Pick<DeskConversation, 'slug' | 'messageCount'>

/** Everything that is in the conversation now counts as read by `member`. */
export async function markSeen(
  { kysely }: Database,
  { email }: Person,
  { slug, messageCount }: Countable,
): Promise<void> {
  await kysely
    .insertInto('desk_seen')
    .values({ email, slug, messages: messageCount })
    .onConflict((conflict) => conflict.columns(['email', 'slug']).doUpdateSet({ messages: messageCount }))
    .execute()
}

/** Those of `conversations` in which there is something that `member` has not read, by slug. */
export async function findUnread(
  { kysely }: Database,
  { email }: Person,
  conversations: readonly Countable[],
): Promise<ReadonlySet<string>> {
  if (conversations.length === 0) return new Set()
  const slugs = conversations.map(({ slug }) => slug)
  const query = kysely.selectFrom('desk_seen').select(['slug', 'messages']).where('email', '=', email)
  const rows = await query.where('slug', 'in', slugs).execute()
  const read = new Map(rows.map(({ slug, messages }) => [slug, messages]))
  const unread = conversations.filter(({ slug, messageCount }) => (read.get(slug) ?? 0) < messageCount)
  return new Set(unread.map(({ slug }) => slug))
}
