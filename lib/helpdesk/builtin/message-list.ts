/** GET /messages and GET /conversations/{slug}/messages: every filter of helpdesk-apis.md 3.3, newest first. */
import type { SelectQueryBuilder } from 'kysely'
import { z } from 'zod'
import type { Schema } from '#lib/db/schema.ts'
import type { Desk } from './desk.ts'
import { type LookUp, matching } from './message-match.ts'
import { estimateAround, type Place, slicesOf, stretchAt } from './message-place.ts'
import { envelope, offsetOf, pageSize } from './page.ts'
import { type MessageRow, presentMessage } from './present.ts'
import { address, sharedParameters, wholeNumber } from './query.ts'

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
  const { total, ids } =
    conversationId === null ? await pageOfAll(desk, asked) : await pageOfOne(desk, asked, conversationId)
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

async function pageOfAll(desk: Desk, asked: Asked): Promise<FoundPage> {
  const slices = await slicesOf(desk.kysely, asked, (cut) =>
    countOf(matching(desk.kysely, asked, { ...cut, lookUp: 'each' })),
  )
  const total = slices.reduce((sum, { messages }) => sum + messages, 0)
  const place = stretchAt(slices, { offset: offsetOf(asked.page), limit: pageSize })
  if (!place) return { total, ids: [] }
  const lookUp = await cheapestLookUp(desk, asked, place, total)
  return { total, ids: await idsOf(matching(desk.kysely, asked, { ...place, lookUp }), null, place.offset) }
}

/** Rare messages are found from their conversations; others along the time, where others yet come between. */
async function cheapestLookUp(desk: Desk, asked: Asked, place: Place, total: number): Promise<LookUp> {
  if (asked.tag === undefined && asked.category === undefined) return 'each'
  const around = await estimateAround(desk.kysely, asked, place)
  const density = place.messages / around
  const passed = Math.min(around, (place.offset + pageSize) / density)
  if (passed <= fewMessages || density > commonDensity) return 'each'
  return total * messageCost < passed ? 'first' : 'listed'
}

/** As many as one may look up in the time of answering at all. */
const fewMessages = 600

/** What is rarer has so few conversations that listing them takes less time than looking up what is passed. */
const commonDensity = 0.03

/** How many messages one passes, with a list, in the time of reading one from its conversation. */
const messageCost = 5

async function pageOfOne(desk: Desk, asked: Asked, conversationId: string): Promise<FoundPage> {
  const query = matching(desk.kysely, asked, { lookUp: 'each' }).where('conversation_id', '=', conversationId)
  const total = isNarrowed(asked) ? await countOf(query) : await messagesIn(desk, conversationId)
  return { total, ids: await idsOf(query, conversationId, offsetOf(asked.page)) }
}

const isNarrowed = ({ page, include, ...narrowing }: Asked) =>
  Object.values(narrowing).some((value) => value !== undefined)

/** Known without counting them: the pages of a conversation take the same time however long it is. */
async function messagesIn(desk: Desk, conversationId: string): Promise<number> {
  const query = desk.kysely.selectFrom('helpdesk_conversation').select('message_count')
  return (await query.where('id', '=', conversationId).executeTakeFirstOrThrow()).message_count
}

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

/** Within a conversation positions follow the time, and are the index it has. */
function newestFirst<Output>(
  query: SelectQueryBuilder<Schema, 'helpdesk_message', Output>,
  conversationId: string | null,
) {
  if (conversationId !== null) return query.orderBy('position', 'desc')
  return query.orderBy('created_ms', 'desc').orderBy('position', 'desc').orderBy('id', 'desc')
}
