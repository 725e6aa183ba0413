/** GET /conversations: every filter of helpdesk-apis.md 4.4, newest first or latest change first. */
import type { ExpressionBuilder, SelectQueryBuilder } from 'kysely'
import { z } from 'zod'
import type { Schema } from '#lib/db/schema.ts'
import { detailsOf } from './conversation-details.ts'
import { holding } from './custom-data.ts'
import type { Desk } from './desk.ts'
import { envelope, offsetOf, pageSize } from './page.ts'
import { type ConversationRow, presentConversation } from './present.ts'
import { address, given, queryText, sharedParameters, wholeNumber } from './query.ts'
import { countFound, found, mostCounted, planSearch, type Search } from './search.ts'
import { openStatuses, statuses } from './status.ts'

/** Here origins have names (helpdesk-apis.md 4.4), which stand for the numbers of messages. */
const origins = new Map([
  ['chat', 0],
  ['email', 1],
  ['api', 7],
  ['instagram', 8],
  ['sms', 9],
  ['voice', 10],
  ['custom', 11],
  ['staff', 16],
  ['form', 17],
])

const statusList = z
  .string()
  .regex(/^\d(,\d)*$/, 'must be numbers of statuses with commas between them')
  .transform((text) => text.split(',').map(Number))

/** What GET /conversations understands. */
export const conversationQuery = z.object({
  ...sharedParameters,
  filter: z.enum(['archived', 'open', 'unassigned', 'all']).optional(),
  /** An address: what its owner started or follows. */
  for: address.optional(),
  /** An id of single sign-on, which nobody here has. */
  for_id: queryText.optional(),
  sort: z.enum(['updated', 'changed']).optional(),
  status: statusList.describe('statuses, with commas between them; not of Re:amaze').optional(),
  q: queryText
    .describe(
      `words of the subject, the customer, the messages or the custom data; counts end at ${mostCounted}; not of Re:amaze`,
    )
    .optional(),
  origin: z
    .union([z.enum([...origins.keys()]).transform((name) => origins.get(name) ?? 0), wholeNumber])
    .optional(),
  data: z.record(queryText, queryText).default({}),
})

type Asked = z.output<typeof conversationQuery>

/** One page; its entries have no `data` (helpdesk-apis.md 4.4). */
export async function listConversations(desk: Desk, asked: Asked) {
  const search = asked.q === undefined ? null : await planSearch(desk.kysely, asked.q)
  const matching = desk.kysely
    .selectFrom('helpdesk_conversation')
    .where((eb) => eb.and(conditions(eb, asked)))
  const ids = await pageOf(search ? matching.where((eb) => eb.and(found(eb, search))) : matching, asked)
  const withStatus = asked.status ? matching.where('status', 'in', asked.status) : matching
  const count = countSeen(ids, asked) ?? (await countOf(desk, withStatus, search))
  const rows = await rowsOf(desk, ids)
  const details = await detailsOf(desk, rows)
  const entries = rows.map((row) => presentConversation(desk, row, details(row)))
  return envelope('conversations', count, entries)
}

/** A page that is not full is the last one: then nothing has to be counted. Null when it tells nothing. */
function countSeen(ids: readonly string[], { page, q }: Asked): number | null {
  const isLast = ids.length < pageSize && (ids.length > 0 || page === 1)
  if (!isLast) return null
  const count = offsetOf(page) + ids.length
  return q === undefined ? count : Math.min(count, mostCounted)
}

type Matching = SelectQueryBuilder<Schema, 'helpdesk_conversation', object>

/** The ids of a page. Each status has its own in order in an index: the first of several are among the first of each. */
async function pageOf(matching: Matching, { status, sort, page }: Asked): Promise<string[]> {
  const order = sort ? 'updated_ms' : 'created_ms'
  const offset = offsetOf(page)
  const firstOf = (query: Matching) =>
    query
      .select(['id', `${order} as ms`])
      .orderBy(order, 'desc')
      .orderBy('id', 'desc')
  if (!status) {
    const ids = await firstOf(matching).limit(pageSize).offset(offset).execute()
    return ids.map(({ id }) => id)
  }
  const runs = await Promise.all(
    [...new Set(status)].map((each) =>
      firstOf(matching.where('status', '=', each))
        .limit(offset + pageSize)
        .execute(),
    ),
  )
  const all = runs.flat().sort((a, b) => b.ms - a.ms || (a.id < b.id ? 1 : -1))
  return all.slice(offset, offset + pageSize).map(({ id }) => id)
}

/** These conversations in the order of `ids`. */
async function rowsOf({ kysely }: Desk, ids: readonly string[]): Promise<ConversationRow[]> {
  if (ids.length === 0) return []
  const rows = await kysely.selectFrom('helpdesk_conversation').selectAll().where('id', 'in', ids).execute()
  const place = new Map(ids.map((id, index) => [id, index]))
  return rows.sort((a, b) => (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0))
}

async function countOf({ kysely }: Desk, matching: Matching, search: Search | null): Promise<number> {
  const [rarest, ...others] = search?.beginnings ?? []
  if (rarest !== undefined) {
    const rest = { beginnings: others, isRare: false }
    return countFound(
      kysely,
      rarest,
      matching.where((eb) => eb.and(found(eb, rest))),
    )
  }
  const query = kysely
    .selectFrom(matching.select('id').as('matching'))
    .select((eb) => eb.fn.countAll<number>().as('count'))
  return (await query.executeTakeFirstOrThrow()).count
}

type Builder = ExpressionBuilder<Schema, 'helpdesk_conversation'>

function conditions(eb: Builder, asked: Asked) {
  const tagged = eb.selectFrom('helpdesk_tag').select('conversation_id')
  return [
    ...filterConditions(eb, asked.filter),
    ...given(asked.for, (email) =>
      eb.or([eb('author_email', '=', email), eb('id', 'in', followedBy(eb, email))]),
    ),
    ...given(asked.for_id, () => eb.lit(false)),
    ...given(asked.category, (slug) => eb('channel', '=', slug)),
    ...given(asked.origin, (origin) => eb('origin', '=', origin)),
    ...given(asked.start_date, (ms) => eb('last_customer_message_ms', '>=', ms)),
    ...given(asked.end_date, (ms) => eb('last_customer_message_ms', '<=', ms)),
    ...given(asked.tag, (tags) => eb('id', 'in', tagged.where('tag', 'in', tags))),
    ...Object.entries(asked.data).map(([key, value]) => eb('id', 'in', holding(eb, key, value))),
  ]
}

function filterConditions(eb: Builder, filter: Asked['filter']) {
  switch (filter) {
    case 'all':
      return []
    case 'archived':
      return [eb('status', '=', statuses.archived)]
    case 'open':
      return [eb('status', 'in', openStatuses)]
    case 'unassigned':
      return [eb('status', '<>', statuses.archived), eb('assignee_email', 'is', null)]
    case undefined:
      return [eb('status', '<>', statuses.archived)]
  }
}

const followedBy = (eb: Builder, email: string) =>
  eb.selectFrom('helpdesk_follower').select('conversation_id').where('email', '=', email)
