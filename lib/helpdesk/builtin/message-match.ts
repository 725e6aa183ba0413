/** The messages that a list is asked for, as a query: three ways of knowing their conversations, with one outcome. */
import { type ExpressionBuilder, type Kysely, sql } from 'kysely'
import type { Schema } from '#lib/db/schema.ts'
import type { Narrowing, Stretch } from './message-place.ts'
import { given } from './query.ts'

/**
 * `first` finds the conversations and then their messages. The others go through the messages by time: `each` looks
 * up every message's conversation, `listed` reads all conversations that count once before.
 */
export type LookUp = 'first' | 'each' | 'listed'

/** All messages that `asked` describes, or those of a stretch within its dates; nothing selected, in no order. */
export function matching(
  db: Kysely<Schema>,
  asked: Narrowing,
  {
    lookUp,
    fromMs = asked.start_date,
    toMs = asked.end_date,
  }: Partial<Stretch> & { readonly lookUp: LookUp },
) {
  return db
    .selectFrom('helpdesk_message')
    .where((eb) =>
      eb.and([
        ...given(fromMs, (ms) => eb('created_ms', '>=', ms)),
        ...given(toMs, (ms) => eb('created_ms', '<=', ms)),
        ...given(asked.filter, (side) => eb('from_staff', '=', side === 'staff' ? 1 : 0)),
        ...given(asked.origin, (origin) => eb('helpdesk_message.origin', '=', origin)),
        ...given(asked.sent_by, (email) => eb('helpdesk_message.author_email', '=', email)),
        ...given(asked.category, (slug) => inChannel(eb, slug, lookUp)),
        ...given(asked.tag, (tags) => isTagged(eb, tags, lookUp)),
      ]),
    )
}

type Builder = ExpressionBuilder<Schema, 'helpdesk_message'>

function inChannel(eb: Builder, slug: string, lookUp: LookUp) {
  const there = eb
    .selectFrom('helpdesk_conversation')
    .select('helpdesk_conversation.id')
    .where('channel', '=', slug)
  return lookUp === 'each'
    ? eb.exists(there.whereRef('helpdesk_conversation.id', '=', 'helpdesk_message.conversation_id'))
    : eb(conversationId(eb, lookUp), 'in', there)
}

function isTagged(eb: Builder, tags: readonly string[], lookUp: LookUp) {
  const there = eb
    .selectFrom('helpdesk_tag')
    .select('helpdesk_tag.conversation_id')
    .where('helpdesk_tag.tag', 'in', tags)
  return lookUp === 'each'
    ? eb.exists(there.whereRef('helpdesk_tag.conversation_id', '=', 'helpdesk_message.conversation_id'))
    : eb(conversationId(eb, lookUp), 'in', there)
}

/** As an expression no index of conversations' messages has it: that leaves the index of time. */
const conversationId = (eb: Builder, lookUp: 'first' | 'listed') =>
  lookUp === 'first' ? eb.ref('helpdesk_message.conversation_id') : sql<string>`conversation_id || ''`
