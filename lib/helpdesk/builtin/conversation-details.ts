/** What conversations show beside their rows, read for a whole page at once. */
import type { Desk } from './desk.ts'
import type { ConversationRow, Details, Excerpt } from './present.ts'

/** A function from each of `rows` to its details: three queries, however many rows there are. */
export async function detailsOf(
  desk: Desk,
  rows: readonly ConversationRow[],
): Promise<(row: ConversationRow) => Details> {
  const ids = rows.map(({ id }) => id)
  const [tags, followers, excerpts] = ids.length
    ? [await tagsOf(desk, ids), await followersOf(desk, ids), await excerptsOf(desk, ids)]
    : [[], [], []]
  return (row) => {
    const own = (item: { readonly conversation_id: string }) => item.conversation_id === row.id
    const excerptAt = (position: number | null): Excerpt | null => {
      const found = excerpts.find((excerpt) => own(excerpt) && excerpt.position === position)
      return found ? { body: found.body, originId: found.origin_id, createdMs: found.created_ms } : null
    }
    return {
      tags: tags.filter(own).map(({ tag }) => tag),
      followers: followers.filter(own).map(({ name, email }) => ({ name, email })),
      first: excerptAt(0),
      lastFromStaff: excerptAt(row.last_staff_position),
      lastFromCustomer: excerptAt(row.last_customer_position),
    }
  }
}

function tagsOf(desk: Desk, ids: readonly string[]) {
  const query = desk.kysely.selectFrom('helpdesk_tag').selectAll().orderBy('position')
  return query.where('conversation_id', 'in', ids).execute()
}

function followersOf(desk: Desk, ids: readonly string[]) {
  const query = desk.kysely.selectFrom('helpdesk_follower').selectAll().orderBy('email')
  return query.where('conversation_id', 'in', ids).execute()
}

/** The first message of each and the latest of either side, found by their positions. */
function excerptsOf(desk: Desk, ids: readonly string[]) {
  return desk.kysely
    .selectFrom('helpdesk_conversation')
    .innerJoin('helpdesk_message', 'helpdesk_message.conversation_id', 'helpdesk_conversation.id')
    .select(['conversation_id', 'position', 'body', 'origin_id', 'helpdesk_message.created_ms'])
    .where('helpdesk_conversation.id', 'in', ids)
    .where((eb) =>
      eb('position', 'in', [eb.lit(0), eb.ref('last_staff_position'), eb.ref('last_customer_position')]),
    )
    .execute()
}
