/** Conversations by the words in them: where a search is rare they are looked up, else met along the way. */
import { type ExpressionBuilder, expressionBuilder, type Kysely, type SelectQueryBuilder, sql } from 'kysely'
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
  const asked = wordsIn(text).slice(0, maxAsked)
  for (const limit of rareUpTo) {
    const counted = await Promise.all(
      asked.map(async (beginning) => ({ beginning, count: await countUpTo(db, beginning, limit) })),
    )
    const rarestFirst = counted.toSorted((a, b) => a.count - b.count)
    if ((rarestFirst[0]?.count ?? limit) < limit)
      return { beginnings: rarestFirst.map(({ beginning }) => beginning), isRare: true }
  }
  return { beginnings: asked, isRare: false }
}

/**
 * As many conversations as may be found and put in order in the time of meeting a page of common ones; first a few, for
 * which the others need not be counted so far.
 */
const rareUpTo = [200, 3_000]

async function countUpTo(db: Kysely<Schema>, beginning: string, limit: number): Promise<number> {
  const some = having(beginning).limit(limit)
  const query = db.selectFrom(some.as('some')).select((eb) => eb.fn.countAll<number>().as('count'))
  return (await query.executeTakeFirstOrThrow()).count
}

/**
 * How many of `others` there are, up to `mostCounted`, that have the rarest word too: met from its side, however far apart
 * in time they are.
 * @param others what the rest of the search and all else leaves.
 */
export async function countFound(
  db: Kysely<Schema>,
  rarest: string,
  others: SelectQueryBuilder<Schema, 'helpdesk_conversation', object>,
): Promise<number> {
  const some = having(rarest)
    .where(({ exists }) => exists(others.select(sql.lit(1).as('one')).where(isOfWord)))
    .distinct()
    .limit(mostCounted)
  const query = db.selectFrom(some.as('some')).select((eb) => eb.fn.countAll<number>().as('count'))
  return (await query.executeTakeFirstOrThrow()).count
}

const isOfWord = sql<boolean>`helpdesk_word.conversation_id = helpdesk_conversation.id`

/** Conversations with a word that begins so; those with several of them more than once. */
function having(beginning: string) {
  const [from, to] = wordRange(beginning)
  return expressionBuilder<Schema>()
    .selectFrom('helpdesk_word')
    .select('helpdesk_word.conversation_id')
    .where('word', '>=', from)
    .where('word', '<', to)
}

type Builder = ExpressionBuilder<Schema, 'helpdesk_conversation'>

/** The conditions of `search`, one for each word. */
export const found = (eb: Builder, { beginnings, isRare }: Search) =>
  beginnings.map((beginning, index) =>
    isRare && index === 0
      ? eb('helpdesk_conversation.id', 'in', having(beginning))
      : eb.exists(having(beginning).where(isOfWord)),
  )
