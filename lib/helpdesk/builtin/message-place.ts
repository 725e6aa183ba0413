/** Where a page of all conversations' messages lies in time, and how many messages there are: from the tally. */
import type { Kysely } from 'kysely'
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

/**
 * The slices of time that have such messages, newest first, with how many; null when only the messages themselves
 * can tell. The first and last may be cut by a date: `countIn` counts those.
 */
export async function slicesOf(
  db: Kysely<Schema>,
  asked: Narrowing,
  countIn: (stretch: Stretch) => Promise<number>,
): Promise<Slice[] | null> {
  const label = labelOf(asked)
  if (label === null) return null
  const { start_date: fromMs = Number.MIN_SAFE_INTEGER, end_date: toMs = Number.MAX_SAFE_INTEGER } = asked
  const rows = await db
    .selectFrom('helpdesk_tally')
    .select(['slice', (eb) => eb.fn.sum<number>('messages').as('messages')])
    .where((eb) =>
      eb.and([
        eb('label', '=', label),
        ...given(asked.start_date, (ms) => eb('slice', '>=', sliceOf(ms))),
        ...given(asked.end_date, (ms) => eb('slice', '<=', sliceOf(ms))),
        ...given(asked.category, (channel) => eb('channel', '=', channel)),
        ...given(asked.origin, (origin) => eb('origin', '=', origin)),
        ...given(asked.filter, (side) => eb('from_staff', '=', side === 'staff' ? 1 : 0)),
      ]),
    )
    .groupBy('slice')
    .orderBy('slice', 'desc')
    .execute()
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

/** The stretch that holds `limit` messages after `offset` others, and how many of its own come before; null past the end. */
export function stretchAt(
  slices: readonly Slice[],
  { offset, limit }: { readonly offset: number; readonly limit: number },
): (Stretch & { readonly offset: number }) | null {
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
  return { fromMs: (oldest ?? slices.at(-1) ?? newest).fromMs, toMs: newest.toMs, offset: offset - before }
}

/** One label is counted, not several together. */
function labelOf({ sent_by: author, tag: tags }: Narrowing): string | null {
  if (author !== undefined && tags !== undefined) return null
  if (author !== undefined) return labels.author(author)
  const [tag, ...others] = new Set(tags)
  if (others.length > 0) return null
  return tag === undefined ? labels.all : labels.tag(tag)
}
