/** GET /messages and GET /conversations/{slug}/messages: every filter of helpdesk-apis.md 3.3, newest first. */
import type { ExpressionBuilder, SelectQueryBuilder } from 'kysely'
import { z } from 'zod'
import type { Schema } from '#lib/db/schema.ts'
import type { Desk } from './desk.ts'
import { type Slice, type Stretch, slicesOf, stretchAt } from './message-place.ts'
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
  const slices =
    conversationId === null ? await slicesOf(desk.kysely, asked, (cut) => countAmong(desk, asked, cut)) : null
  const { total, ids } = slices
    ? await pageIn(desk, asked, slices)
    : await pageByCounting(desk, asked, conversationId)
  const rows = await messagesAt(desk, ids)
  const withOriginal = asked.include === 'original_body'
  const entries = rows.map((row) => presentMessage(desk, row, { withOriginal }))
  return envelope('messages', total, entries)
}

/** The ids of a page, and how many messages there are on all pages. */
interface FoundPage {
  readonly total: number
  readonly ids: readonly string[]
}

async function pageIn(desk: Desk, asked: Asked, slices: readonly Slice[]): Promise<FoundPage> {
  const total = slices.reduce((sum, { messages }) => sum + messages, 0)
  const place = stretchAt(slices, { offset: offsetOf(asked.page), limit: pageSize })
  if (!place) return { total, ids: [] }
  // Few messages are found from their conversations, many along the time.
  const query = matching(desk, asked, null, { ...place, byTime: total > fewMessages })
  return { total, ids: await idsOf(query, null, place.offset) }
}

/** As many as one reads in the time of looking a page up. */
const fewMessages = 600

async function pageByCounting(desk: Desk, asked: Asked, conversationId: string | null): Promise<FoundPage> {
  const query = matching(desk, asked, conversationId)
  return { total: await countOf(query), ids: await idsOf(query, conversationId, offsetOf(asked.page)) }
}

const countAmong = (desk: Desk, asked: Asked, cut: Stretch) =>
  countOf(matching(desk, asked, null, { ...cut, byTime: true }))

async function countOf(query: ReturnType<typeof matching>): Promise<number> {
  const counted = query.select((eb) => eb.fn.countAll<number>().as('count'))
  return (await counted.executeTakeFirstOrThrow()).count
}

async function idsOf(
  query: ReturnType<typeof matching>,
  conversationId: string | null,
  offset: number,
): Promise<string[]> {
  const ordered = newestFirst(query.select('helpdesk_message.id'), conversationId)
  const ids = await ordered.limit(pageSize).offset(offset).execute()
  return ids.map(({ id }) => id)
}

function matching(
  { kysely }: Desk,
  asked: Asked,
  conversationId: string | null,
  within?: Stretch & { readonly byTime: boolean },
) {
  return kysely
    .selectFrom('helpdesk_message')
    .where((eb) =>
      eb.and([
        ...given(conversationId, (id) => eb('conversation_id', '=', id)),
        ...given(within?.fromMs ?? asked.start_date, (ms) => eb('created_ms', '>=', ms)),
        ...given(within?.toMs ?? asked.end_date, (ms) => eb('created_ms', '<=', ms)),
        ...conditions(eb, asked, within?.byTime ?? false),
      ]),
    )
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

/** `byTime` looks up each message's conversation; otherwise the conversations are found first. */
function conditions(eb: ExpressionBuilder<Schema, 'helpdesk_message'>, asked: Asked, byTime: boolean) {
  const conversations = eb.selectFrom('helpdesk_conversation').select('helpdesk_conversation.id')
  const tagged = eb.selectFrom('helpdesk_tag').select('helpdesk_tag.conversation_id')
  return [
    ...given(asked.filter, (side) => eb('from_staff', '=', side === 'staff' ? 1 : 0)),
    ...given(asked.origin, (origin) => eb('helpdesk_message.origin', '=', origin)),
    ...given(asked.sent_by, (email) => eb('helpdesk_message.author_email', '=', email)),
    ...given(asked.category, (slug) => {
      const there = conversations.where('channel', '=', slug)
      return byTime
        ? eb.exists(there.whereRef('helpdesk_conversation.id', '=', 'helpdesk_message.conversation_id'))
        : eb('conversation_id', 'in', there)
    }),
    ...given(asked.tag, (tags) => {
      const there = tagged.where('tag', 'in', tags)
      return byTime
        ? eb.exists(there.whereRef('helpdesk_tag.conversation_id', '=', 'helpdesk_message.conversation_id'))
        : eb('conversation_id', 'in', there)
    }),
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
