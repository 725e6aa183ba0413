/** Conversations by the words in them: where a search is rare they are looked up, else met along the way. */
import { type ExpressionBuilder, type Kysely, sql } from 'kysely'
import type { Schema } from '#lib/db/schema.ts'
import { wordRange, wordsIn } from './words.ts'

/** Beyond this many a list that is searched is not counted: who looks for something adds a word. */
export const mostCounted = 300

/** Words that are asked for beyond these make no difference. */
const maxAsked = 8

/** What a conversation has to have: words that begin so. `rarest` first, when it is rare enough to begin with. */
export interface Search {
  readonly beginnings: readonly string[]
  readonly isRare: boolean
}

/** @param text as somebody typed it; one without words asks for nothing and finds everything. */
export async function planSearch(db: Kysely<Schema>, text: string): Promise<Search> {
  const beginnings = wordsIn(text).slice(0, maxAsked)
  const counted = await Promise.all(
    beginnings.map(async (beginning) => ({ beginning, count: await countUpTo(db, beginning) })),
  )
  const rarestFirst = counted.toSorted((a, b) => a.count - b.count)
  return {
    beginnings: rarestFirst.map(({ beginning }) => beginning),
    isRare: (rarestFirst[0]?.count ?? rareUpTo) < rareUpTo,
  }
}

/** As many conversations as may be found and put in order in the time of meeting a page of common ones. */
const rareUpTo = 1_000

async function countUpTo(db: Kysely<Schema>, beginning: string): Promise<number> {
  const [from, to] = wordRange(beginning)
  const some = db
    .selectFrom('helpdesk_word')
    .select(sql.lit(1).as('one'))
    .where('word', '>=', from)
    .where('word', '<', to)
    .limit(rareUpTo)
  const query = db.selectFrom(some.as('some')).select((eb) => eb.fn.countAll<number>().as('count'))
  return (await query.executeTakeFirstOrThrow()).count
}

type Builder = ExpressionBuilder<Schema, 'helpdesk_conversation'>

/** The conditions of `search`, one for each word. */
export function found(eb: Builder, { beginnings, isRare }: Search) {
  const having = (beginning: string) => {
    const [from, to] = wordRange(beginning)
    return eb
      .selectFrom('helpdesk_word')
      .select('helpdesk_word.conversation_id')
      .where('word', '>=', from)
      .where('word', '<', to)
  }
  return beginnings.map((beginning, index) =>
    isRare && index === 0
      ? eb('helpdesk_conversation.id', 'in', having(beginning))
      : eb.exists(having(beginning).whereRef('conversation_id', '=', 'helpdesk_conversation.id')),
  )
}
