/** The customer's view of a conversation: whole from our own rows, joined by what the helpdesk lets them see. */
import type { Database } from '#lib/db/db.ts'
import { database } from '#lib/db/open.ts'
import { helpdesk } from '#lib/helpdesk/connect.ts'
import type { ConversationStatus, Customer, Helpdesk } from '#lib/helpdesk/helpdesk.ts'
import { log } from '#lib/log/log.ts'
import { openThread, type Thread } from './access.ts'
import { createAnswers, type KnownAnswers } from './answers.ts'
import { isConfirmable } from './confirmation.ts'
import { type Marks, readMarks } from './marks.ts'
import { readLatest } from './own.ts'
import { readPart } from './part.ts'
import { type Delivery, type Entry, mergeTimeline } from './timeline.ts'

/** Built field by field: nothing staff-only, no email, no helpdesk handle is in it (security.md 2.5). */
export interface ThreadView {
  readonly form: string
  readonly reference: string
  readonly subject: string
  /** Hash of the request id of the customer's newest message: by it their browser knows a draft that was sent. */
  readonly sent: string | null
  readonly customerName: string
  readonly openedAtMs: number
  readonly status: ThreadStatus
  /** Oldest first. */
  readonly entries: readonly Entry[]
  /** Older messages exist than those in `entries`. */
  readonly hasEarlier: boolean
  /** Newer messages exist than those in `entries`. */
  readonly hasLater: boolean
  /** False when the helpdesk could not be read: then `entries` holds the customer's own messages and what was known before. */
  readonly answersReadable: boolean
  /** The page may ask whether the customer's address is theirs: it was opened by a mailed link. */
  readonly confirmable: boolean
  /** Answers are never among `entries`: the helpdesk does not give them back, or not to customers. */
  readonly answersByEmail: boolean
  /** The customer marked it as solved, and nothing came after that. */
  readonly solution: { readonly markedAtMs: number; readonly delivery: Delivery } | null
  readonly rating: Marks['rating']
  /** What its helpdesk can be told. */
  readonly can: { readonly resolve: boolean; readonly rate: boolean }
}

export type ThreadStatus = 'saved' | 'with-team' | 'answered' | 'resolved'

declare global {
  var deskbellAnswers: ReturnType<typeof createAnswers> | undefined
}

/**
 * One link opens one thread: the only reader of a thread's content. `pages` counts pages of thirty, newest first; the last
 * three of them are shown.
 */
export async function loadThread(token: unknown, pages: number): Promise<ThreadView | null> {
  const from = await helpdesk()
  // On globalThis, because Next.js gives each bundle its own module state.
  globalThis.deskbellAnswers ??= createAnswers({ helpdesk: from, log: log(), nowMs: Date.now })
  const sources = { database: await database(), can: from.can, answers: globalThis.deskbellAnswers }
  return readThread(sources, token, pages)
}

export interface ThreadSources {
  readonly database: Database
  readonly can: Helpdesk['can']
  readonly answers: ReturnType<typeof createAnswers>
  /** The system's clock when not given. */
  readonly nowMs?: () => number
}

/** The same from given sources. @throws when the database cannot be read; never because of the helpdesk. */
export async function readThread(
  sources: ThreadSources,
  token: unknown,
  pages: number,
): Promise<ThreadView | null> {
  const thread = await openThread(sources.database, token, sources.nowMs?.())
  if (!thread) return null
  const latest = await readLatest(sources.database, thread.id)
  const { answers: theirs, readable } = await answersTo(sources, thread, { pages, version: latest.version })
  const { entries, hasEarlier, hasLater } = await readPart(sources.database, thread.id, { pages, theirs })
  const last = mergeTimeline(latest.own, theirs?.newest ? [theirs.newest] : []).at(-1)
  const { solution, rating } = await readMarks(sources.database, thread.id)
  const isNewest = solution !== null && solution.position > (latest.own[0]?.position ?? 0)
  // While the helpdesk has not heard of it, or cannot be asked, it is the customer's word that counts.
  const isSolved = isNewest && (solution.delivery !== 'delivered' || !readable)
  const told = isSolved ? 'resolved' : theirs?.status
  const status = statusOf(thread, { last, isMarked: isNewest, status: told })
  return {
    form: thread.form,
    reference: thread.reference,
    subject: thread.subject,
    sent: latest.sent,
    customerName: thread.customer_name,
    openedAtMs: thread.created_ms,
    status,
    entries,
    hasEarlier,
    hasLater,
    answersReadable: readable,
    confirmable: isConfirmable(thread),
    answersByEmail: !sources.can.readBack,
    solution:
      isNewest && status === 'resolved'
        ? { markedAtMs: solution.markedAtMs, delivery: solution.delivery }
        : null,
    rating,
    can: { resolve: sources.can.resolve, rate: sources.can.annotate },
  }
}

async function answersTo(
  { can, answers }: ThreadSources,
  { id: threadId, conversation, customer_name, customer_email }: Thread,
  { pages, version }: { readonly pages: number; readonly version: string },
): Promise<KnownAnswers> {
  if (conversation === null || !can.readBack) return { answers: null, readable: true }
  const customer: Customer = { name: customer_name, email: customer_email }
  return answers({ threadId, conversation, customer, pages, version })
}

interface Standing {
  readonly last: Entry | undefined
  /** Nothing was said since the customer marked it as solved. */
  readonly isMarked: boolean
  readonly status: ConversationStatus | undefined
}

function statusOf(thread: Thread, { last, isMarked, status }: Standing): ThreadStatus {
  if (thread.conversation === null) return 'saved'
  // What the customer wrote last opens a conversation again: only what was done after it got there closes it.
  const isHeard = !last?.own || last.delivery === null || last.delivery === 'delivered'
  if (status === 'resolved' && (isHeard || isMarked)) return 'resolved'
  return last && !last.own ? 'answered' : 'with-team'
}
