/** One part of a conversation, however long it is: at most three pages, bounded in time, each message in its place. */
import type { Database } from '#lib/db/db.ts'
import type { Message } from '#lib/helpdesk/helpdesk.ts'
import type { Answers } from './answers.ts'
import { readOwnAfter, readOwnByKey, readOwnWithin, readUndelivered, type Span } from './own.ts'
import { pagesShown } from './pages.ts'
import { type Entry, mergeTimeline, type OwnMessage } from './timeline.ts'

export interface Part {
  /** Oldest first. */
  readonly entries: readonly Entry[]
  readonly hasEarlier: boolean
  readonly hasLater: boolean
}

/**
 * The part of a thread up to its page `pages`. What is not delivered belongs to the newest part whenever it was sent: no
 * window hides it. `theirs` is what is known of the helpdesk's messages of these pages. @throws when the database cannot
 * be read.
 */
export async function readPart(
  database: Database,
  threadId: string,
  { pages, theirs }: { readonly pages: number; readonly theirs: Answers | null },
): Promise<Part> {
  const found =
    theirs && theirs.pageCount > 1 && theirs.messages.length > 0
      ? await readAlong(database, threadId, theirs)
      : await readAlone(database, threadId, { theirs, pages })
  const { fromMs, untilMs } = found.span
  const undelivered = untilMs === endless ? await readUndelivered(database, threadId) : []
  const messages = theirs?.messages ?? []
  const keyed = await readOwnByKey(database, threadId, keysOf(messages))
  const always = new Set(undelivered.map(({ id }) => id))
  const entries = mergeTimeline(onceEach([...found.own, ...undelivered, ...keyed]), messages).filter(
    ({ id, createdAtMs }) => always.has(id) || (createdAtMs >= fromMs && createdAtMs <= untilMs),
  )
  return { entries, hasEarlier: found.hasEarlier, hasLater: untilMs !== endless }
}

const endless = Number.POSITIVE_INFINITY

interface Found {
  readonly own: readonly OwnMessage[]
  readonly span: Span
  readonly hasEarlier: boolean
}

/** The helpdesk's pages say where the part begins and ends. */
async function readAlong(database: Database, threadId: string, theirs: Answers): Promise<Found> {
  const times = theirs.messages.map(({ createdAtMs }) => createdAtMs)
  const span = {
    fromMs: theirs.hasEarlier ? Math.min(...times) : 0,
    untilMs: theirs.firstPage === 1 ? endless : Math.max(...times),
  }
  const hasCopies = theirs.messages.some(({ role, key }) => role === 'customer' && key === null)
  const own = await readOwnWithin(database, threadId, { span, hasCopies })
  return { own, span, hasEarlier: theirs.hasEarlier }
}

/** The helpdesk cannot be read, or has less than two pages: our own rows say it. */
async function readAlone(
  database: Database,
  threadId: string,
  { theirs, pages }: { readonly theirs: Answers | null; readonly pages: number },
): Promise<Found> {
  const { first, last } = pagesShown(pages)
  const room = (last - first + 1) * pageLength
  const rows = await readOwnAfter(database, threadId, { skip: (first - 1) * pageLength, limit: room + 1 })
  const own = rows.slice(0, room)
  const hasMore = rows.length > room
  const span = {
    fromMs: hasMore ? (own.at(-1)?.createdAtMs ?? 0) : 0,
    untilMs: first === 1 ? endless : (own[0]?.createdAtMs ?? 0),
  }
  return { own, span, hasEarlier: hasMore || (theirs?.hasEarlier ?? false) }
}

const pageLength = 30

const keysOf = (messages: readonly Message[]) => messages.flatMap(({ key }) => (key === null ? [] : [key]))

/** In the order in which they were sent. */
const onceEach = (messages: readonly OwnMessage[]): OwnMessage[] =>
  [...new Map(messages.map((message) => [message.id, message])).values()].sort(
    (a, b) => a.position - b.position,
  )
