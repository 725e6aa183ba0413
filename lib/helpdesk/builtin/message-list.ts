/** GET /messages and GET /conversations/{slug}/messages: every filter of helpdesk-apis.md 3.3, newest first. */
import type { ExpressionBuilder, SelectQueryBuilder } from 'kysely'
import { z } from 'zod'
import type { Schema } from '#lib/db/schema.ts'
import type { Desk } from './desk.ts'
import { envelope, offsetOf, pageSize } from './page.ts'
import { type MessageRow, presentMessage } from './present.ts'
import { address, given, sharedParameters, wholeNumber } from './query.ts'

/** What both lists of messages understand. */
export const messageQuery = z.object({
  ...sharedParameters,
  filter: z.enum(['staff', 'customer']).optional(),
  /** The number of an origin. */
  origin: wholeNumber.optional(),
  sent_by: address.optional(),
  include: z.string().describe('original_body adds the HTML of each message').optional(),
})

type Asked = z.output<typeof messageQuery>

/** One page of all conversations' messages, or with `conversationId` of one conversation's. */
export async function listMessages(desk: Desk, asked: Asked, conversationId: string | null) {
  const matching = desk.kysely
    .selectFrom('helpdesk_message')
    .where((eb) => eb.and(conditions(eb, asked, conversationId)))
  const counted = await matching
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  const ids = await newestFirst(matching.select('helpdesk_message.id'), conversationId)
    .limit(pageSize)
    .offset(offsetOf(asked.page))
    .execute()
  const rows = await messagesAt(
    desk,
    ids.map(({ id }) => id),
  )
  const withOriginal = asked.include === 'original_body'
  const entries = rows.map((row) => presentMessage(desk, row, { withOriginal }))
  return envelope('messages', counted.count, entries)
}

/** These messages with what they show of their conversations, in the order of `ids`. */
export async function messagesAt(desk: Desk, ids: readonly string[]): Promise<MessageRow[]> {
  if (ids.length === 0) return []
  const rows = await desk.kysely
    .selectFrom('helpdesk_message')
    .innerJoin('helpdesk_conversation', 'helpdesk_conversation.id', 'helpdesk_message.conversation_id')
    .selectAll('helpdesk_message')
    .select([
      'helpdesk_conversation.slug',
      'helpdesk_conversation.subject',
      'helpdesk_conversation.channel',
      'helpdesk_conversation.created_ms as conversation_created_ms',
    ])
    .where('helpdesk_message.id', 'in', ids)
    .execute()
  const place = new Map(ids.map((id, index) => [id, index]))
  return rows.sort((a, b) => (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0))
}

function conditions(
  eb: ExpressionBuilder<Schema, 'helpdesk_message'>,
  asked: Asked,
  conversationId: string | null,
) {
  const conversations = eb.selectFrom('helpdesk_conversation').select('id')
  const tagged = eb.selectFrom('helpdesk_tag').select('conversation_id')
  return [
    ...given(conversationId, (id) => eb('conversation_id', '=', id)),
    ...given(asked.filter, (side) => eb('from_staff', '=', side === 'staff' ? 1 : 0)),
    ...given(asked.origin, (origin) => eb('origin', '=', origin)),
    ...given(asked.sent_by, (email) => eb('author_email', '=', email)),
    ...given(asked.start_date, (ms) => eb('created_ms', '>=', ms)),
    ...given(asked.end_date, (ms) => eb('created_ms', '<=', ms)),
    ...given(asked.category, (slug) =>
      eb('conversation_id', 'in', conversations.where('channel', '=', slug)),
    ),
    ...given(asked.tag, (tags) => eb('conversation_id', 'in', tagged.where('tag', 'in', tags))),
  ]
}

/** Within a conversation positions follow the time, and are the index it has. */
function newestFirst<Output>(
  query: SelectQueryBuilder<Schema, 'helpdesk_message', Output>,
  conversationId: string | null,
) {
  if (conversationId !== null) return query.orderBy('position', 'desc')
  return query.orderBy('created_ms', 'desc').orderBy('position', 'desc').orderBy('id', 'desc')
}
