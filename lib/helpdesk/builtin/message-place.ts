/** Where a page of all conversations' messages lies in time, and how many messages there are: from the tally. */
import type { ExpressionBuilder, Kysely } from 'kysely'
import type { Schema } from '#lib/db/schema.ts'
import { given } from './query.ts'
import { labels, sliceMs, sliceOf } from './tally.ts'

/** What a list of messages may be narrowed to. */
export interface Narrowing {
  readonly filter?: 'staff' | 'customer' | undefined
  readonly origin?: number | undefined
  readonly sent_by?: string | undefined
  readonly category?: string | undefined
  readonly tag?: readonly string[] | undefined
  readonly start_date?: number | undefined
  readonly end_date?: number | undefined
}

/** From and to, both inclusive, in milliseconds. */
export interface Stretch {
  readonly fromMs: number
  readonly toMs: number
}

export interface Slice extends Stretch {
  readonly messages: number
}

/** Where a page begins: after `offset` of the messages of its slices. */
export interface Place extends Slice {
  readonly offset: number
}

/**
 * The slices of time that have such messages, newest first, with how many. The first and last may be cut by a date:
 * `countIn` counts those.
 */
export async function slicesOf(
  db: Kysely<Schema>,
  asked: Narrowing,
  countIn: (stretch: Stretch) => Promise<number>,
): Promise<Slice[]> {
  const { start_date: fromMs = Number.MIN_SAFE_INTEGER, end_date: toMs = Number.MAX_SAFE_INTEGER } = asked
  const rows = await tallied(db, asked).select('slice').groupBy('slice').orderBy('slice', 'desc').execute()
  const slices = await Promise.all(
    rows.map(async ({ slice, messages }) => {
      const whole = { fromMs: slice * sliceMs, toMs: (slice + 1) * sliceMs - 1 }
      const cut = { fromMs: Math.max(whole.fromMs, fromMs), toMs: Math.min(whole.toMs, toMs) }
      const isCut = cut.fromMs > whole.fromMs || cut.toMs < whole.toMs
      return { ...cut, messages: isCut && Number(messages) > 0 ? await countIn(cut) : Number(messages) }
    }),
  )
  return slices.filter(({ messages }) => messages > 0)
}

/** About how many messages lie in a stretch, of whatever category and tags: as if spread evenly over their slices. */
export async function estimateAround(
  db: Kysely<Schema>,
  { category, tag, ...asked }: Narrowing,
  { fromMs, toMs }: Stretch,
): Promise<number> {
  const query = tallied(db, { ...asked, start_date: fromMs, end_date: toMs })
  const { messages } = await query.executeTakeFirstOrThrow()
  const slices = sliceOf(toMs) - sliceOf(fromMs) + 1
  return (Number(messages) * (toMs - fromMs + 1)) / (slices * sliceMs)
}

/** The sum of the tally's rows that count such messages, in whole slices. */
const tallied = (db: Kysely<Schema>, asked: Narrowing) =>
  db
    .selectFrom('helpdesk_tally')
    .select((eb) => eb.fn.sum<number>('messages').as('messages'))
    .where((eb) =>
      eb.and([
        isLabelled(eb, asked),
        ...given(asked.start_date, (ms) => eb('slice', '>=', sliceOf(ms))),
        ...given(asked.end_date, (ms) => eb('slice', '<=', sliceOf(ms))),
        ...given(asked.category, (channel) => eb('channel', '=', channel)),
        ...given(asked.origin, (origin) => eb('origin', '=', origin)),
        ...given(asked.filter, (side) => eb('from_staff', '=', side === 'staff' ? 1 : 0)),
      ]),
    )

/** The stretch that holds `limit` messages after `offset` others, and how many of its own come before; null past the end. */
export function stretchAt(
  slices: readonly Slice[],
  { offset, limit }: { readonly offset: number; readonly limit: number },
): Place | null {
  let before = 0
  const first = slices.findIndex(({ messages }) => {
    if (before + messages > offset) return true
    before += messages
    return false
  })
  const newest = slices[first]
  if (!newest) return null
  let within = before
  const oldest = slices.slice(first).find(({ messages }) => {
    within += messages
    return within >= offset + limit
  })
  const { fromMs } = oldest ?? slices.at(-1) ?? newest
  return { fromMs, toMs: newest.toMs, messages: within - before, offset: offset - before }
}

/** Several tags at once, or an author's messages with a tag, are counted by the sets that have any of the tags. */
function isLabelled(
  eb: ExpressionBuilder<Schema, 'helpdesk_tally'>,
  { sent_by: author, tag: tags = [] }: Narrowing,
) {
  const [tag, ...others] = new Set(tags)
  if (tag === undefined) return eb('label', '=', author === undefined ? labels.all : labels.author(author))
  if (others.length === 0 && author === undefined) return eb('label', '=', labels.tag(tag))
  const sets = eb.selectFrom('helpdesk_tag_set').select(labels.tagSets(author).as('label'))
  return eb('label', 'in', sets.where('tag', 'in', [tag, ...others]))
}
