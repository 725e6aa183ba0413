/** GET /conversations: every filter of helpdesk-apis.md 4.4, newest first or latest change first. */
import type { ExpressionBuilder } from 'kysely'
import { z } from 'zod'
import type { Schema } from '#lib/db/schema.ts'
import { detailsOf } from './conversation-details.ts'
import { holding } from './custom-data.ts'
import type { Desk } from './desk.ts'
import { envelope, offsetOf, pageSize } from './page.ts'
import { presentConversation } from './present.ts'
import { address, given, queryText, sharedParameters, wholeNumber } from './query.ts'
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

/** What GET /conversations understands. */
export const conversationQuery = z.object({
  ...sharedParameters,
  filter: z.enum(['archived', 'open', 'unassigned', 'all']).optional(),
  /** An address: what its owner started or follows. */
  for: address.optional(),
  /** An id of single sign-on, which nobody here has. */
  for_id: queryText.optional(),
  sort: z.enum(['updated', 'changed']).optional(),
  origin: z
    .union([z.enum([...origins.keys()]).transform((name) => origins.get(name) ?? 0), wholeNumber])
    .optional(),
  data: z.record(queryText, queryText).default({}),
})

type Asked = z.output<typeof conversationQuery>

/** One page; its entries have no `data` (helpdesk-apis.md 4.4). */
export async function listConversations(desk: Desk, asked: Asked) {
  const matching = desk.kysely
    .selectFrom('helpdesk_conversation')
    .where((eb) => eb.and(conditions(eb, asked)))
  const counted = await matching
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  const rows = await matching
    .selectAll()
    .orderBy(asked.sort ? 'updated_ms' : 'created_ms', 'desc')
    .orderBy('id', 'desc')
    .limit(pageSize)
    .offset(offsetOf(asked.page))
    .execute()
  const details = await detailsOf(desk, rows)
  const entries = rows.map((row) => presentConversation(desk, row, details(row)))
  return envelope('conversations', counted.count, entries)
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
