/** What the helpdesk shows of a thread, asked for once in a few seconds, however many people have the page open. */
import { HelpdeskError } from '#lib/helpdesk/error.ts'
import type { ConversationStatus, Customer, Helpdesk, Message } from '#lib/helpdesk/helpdesk.ts'
import type { Log } from '#lib/log/log.ts'
import { pagesShown } from './pages.ts'
import { createShelf } from './shelf.ts'

export interface Answers {
  /** Of the pages that are shown; newest first. */
  readonly messages: readonly Message[]
  /** The newest of those pages; 1 is the newest there is. */
  readonly firstPage: number
  /** The newest one of the conversation, where the newest page has one that the customer may see. */
  readonly newest: Message | null
  readonly status: ConversationStatus
  /** The helpdesk has older messages than these. */
  readonly hasEarlier: boolean
  readonly pageCount: number
}

export interface Asked {
  readonly threadId: string
  /** The helpdesk's handle. */
  readonly conversation: string
  readonly customer: Customer
  /** How many pages from the newest on; the last three of them are read. */
  readonly pages: number
  /** Another one than last time makes what is known stale at once: the thread's own rows have changed. */
  readonly version: string
}

export interface KnownAnswers {
  /** The newest that is known; null when nothing ever was. */
  readonly answers: Answers | null
  /** False when the helpdesk could not be read: `answers` may be out of date then. */
  readonly readable: boolean
}

export interface AnswersSettings {
  readonly helpdesk: Helpdesk
  readonly log: Log
  readonly nowMs: () => number
}

/**
 * A reader with a short memory. Readers of one moment share one read, and those of the next few seconds its result (the
 * helpdesk's `readAgainMs`); nobody looks when nobody asks. After a failure the helpdesk is left alone for a while that grows, or as long as it
 * asks for, and what was known last is shown. The reader never throws.
 */
export function createAnswers(settings: AnswersSettings): (asked: Asked) => Promise<KnownAnswers> {
  const { nowMs } = settings
  const shelf = createShelf<Entry>(sizeOf)
  const everyThread: Pause = { untilMs: 0, failures: 0 }

  return async (asked) => {
    const place = `${asked.threadId} ${asked.pages}`
    const before = shelf.get(place)
    if (before && isCurrent(before, asked, nowMs())) return soon(before)
    const pause = before?.pause ?? { untilMs: 0, failures: 0 }
    if (nowMs() < Math.max(pause.untilMs, everyThread.untilMs))
      return { answers: before?.last ?? null, readable: false }
    const entry = begin(settings, asked, { pause, everyThread, last: before?.last ?? null })
    shelf.put(place, entry)
    void entry.result.then(() => shelf.weigh(place, entry))
    return soon(entry)
  }
}

/** A page does not wait for a helpdesk that does not answer; the read goes on, and the next view has its result. */
async function soon(entry: Entry): Promise<KnownAnswers> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<KnownAnswers>((resolve) => {
    timer = setTimeout(() => resolve({ answers: entry.last, readable: false }), answerWithinMs)
  })
  try {
    return await Promise.race([entry.result, late])
  } finally {
    clearTimeout(timer)
  }
}

/** Reading is worth this much of the customer's time; what they sent is on the page in any case. */
const answerWithinMs = 1_500

interface Entry {
  readonly version: string
  readonly result: Promise<KnownAnswers>
  readonly pause: Pause
  /** Endless while the read is under way: who comes meanwhile waits for it. */
  freshUntilMs: number
  last: Answers | null
}

interface Pause {
  untilMs: number
  failures: number
}

const readAgainMs = 3_000
/** An outage is noticed to be over within this, however long it was. */
const longestPauseMs = 30_000
/** A helpdesk that says "slow down" without saying for how long (helpdesk-apis.md section 6). */
const throttledMs = 60_000

const isCurrent = (entry: Entry, { version }: Asked, nowMs: number) =>
  entry.version === version && nowMs < entry.freshUntilMs

function begin(
  settings: AnswersSettings,
  asked: Asked,
  { pause, everyThread, last }: { pause: Pause; everyThread: Pause; last: Answers | null },
): Entry {
  const { helpdesk, nowMs, log } = settings
  const work = async (): Promise<KnownAnswers> => {
    try {
      entry.last = await read(helpdesk, asked)
      for (const each of [pause, everyThread]) Object.assign(each, { untilMs: 0, failures: 0 })
      return { answers: entry.last, readable: true }
    } catch (error) {
      log.warn({ err: error, thread: asked.threadId }, 'answers cannot be read')
      lengthen(concernsAll(error) ? everyThread : pause, error, nowMs())
      return { answers: entry.last, readable: false }
    } finally {
      entry.freshUntilMs = nowMs() + (helpdesk.can.readAgainMs ?? readAgainMs)
    }
  }
  const { promise: result, resolve } = Promise.withResolvers<KnownAnswers>()
  const { version } = asked
  const entry: Entry = { version, result, pause, freshUntilMs: Number.POSITIVE_INFINITY, last }
  resolve(work())
  return entry
}

/** Five calls at most, however long the conversation: its state, its newest page, and the pages that are shown. */
async function read(helpdesk: Helpdesk, { conversation: id, customer, pages }: Asked): Promise<Answers> {
  const pageAt = (page: number) => helpdesk.messages({ id }, { page, customer })
  const [status, newestPage, ...others] = await Promise.all([
    helpdesk.status({ id }),
    pageAt(1),
    ...range(2, pages > 3 ? 1 : pages).map(pageAt),
  ])
  const { first, last } = pagesShown(Math.max(1, Math.min(pages, newestPage.pageCount)))
  const known = [newestPage, ...others]
  const shown = await Promise.all(range(first, last).map((page) => known[page - 1] ?? pageAt(page)))
  const pageCount = Math.max(newestPage.pageCount, ...shown.map((page) => page.pageCount))
  return {
    status,
    messages: shown.flatMap((page) => page.items),
    firstPage: first,
    newest: newestPage.items[0] ?? null,
    hasEarlier: pageCount > last,
    pageCount,
  }
}

const range = (from: number, to: number) =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => from + at)

/** Nobody at the door, no entry, or asked to slow down: that is not this conversation's fault. */
const concernsAll = (error: unknown) => error instanceof HelpdeskError && error.outcome === 'not-sent'

function lengthen(pause: Pause, error: unknown, nowMs: number): void {
  pause.failures += 1
  pause.untilMs = nowMs + Math.max(askedFor(error), Math.min(1_000 * 2 ** pause.failures, longestPauseMs))
}

function askedFor(error: unknown): number {
  if (!(error instanceof HelpdeskError)) return 0
  return error.retryAfterMs ?? (error.code === 'throttled' ? throttledMs : 0)
}

const sizeOf = ({ last }: Entry) =>
  (last?.messages ?? []).reduce((sum, { body }) => sum + body.length + overhead, overhead)

/** Characters that stand for the objects around a text. */
const overhead = 500
