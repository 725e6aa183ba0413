/** The customer's view of a conversation: whole from our own rows, joined by what the helpdesk lets them see. */
import { type Database, database } from '#lib/db/db.ts'
import { helpdesk } from '#lib/helpdesk/connect.ts'
import type { ConversationStatus, Customer, Helpdesk, Message } from '#lib/helpdesk/helpdesk.ts'
import { type Payload, readPayload } from '#lib/helpdesk/payload.ts'
import { log } from '#lib/log/log.ts'
import { openThread, type Thread } from './access.ts'
import { type Entry, mergeTimeline, type OwnMessage } from './timeline.ts'

/** Built field by field: nothing staff-only, no email, no helpdesk handle is in it (security.md 2.5). */
export interface ThreadView {
  readonly form: string
  readonly reference: string
  readonly subject: string
  readonly customerName: string
  readonly openedAtMs: number
  readonly status: ThreadStatus
  /** Oldest first. */
  readonly entries: readonly Entry[]
  /** Older messages exist than those in `entries`. */
  readonly hasEarlier: boolean
  /** False when the helpdesk could not be read: then `entries` holds the customer's own messages. */
  readonly answersReadable: boolean
}

export type ThreadStatus = 'saved' | 'with-team' | 'answered' | 'resolved'

/** One link opens one thread: the only reader of a thread's content. `pages` counts the helpdesk's pages, newest first. */
export async function loadThread(token: unknown, pages: number): Promise<ThreadView | null> {
  const store = await database()
  const thread = await openThread(store, token)
  if (!thread) return null
  const [own, theirs] = await Promise.all([
    readOwn(store, thread),
    readTheirs(await helpdesk(), thread, pages),
  ])
  const oldestShownMs = theirs?.hasEarlier ? Math.min(...theirs.messages.map((each) => each.createdAtMs)) : 0
  const entries = mergeTimeline(own, theirs?.messages ?? []).filter(
    (entry) => entry.createdAtMs >= oldestShownMs,
  )
  return {
    form: thread.form,
    reference: thread.reference,
    subject: thread.subject,
    customerName: thread.customer_name,
    openedAtMs: thread.created_ms,
    status: statusOf(thread, entries, theirs?.status),
    entries,
    hasEarlier: theirs?.hasEarlier ?? false,
    answersReadable: theirs !== null,
  }
}

async function readOwn({ kysely }: Database, thread: Thread): Promise<OwnMessage[]> {
  const rows = await kysely
    .selectFrom('outbox')
    .select(['id', 'kind', 'payload', 'state', 'attempts', 'created_ms'])
    .where('thread_id', '=', thread.id)
    .orderBy('position')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    body: bodyOf(row),
    state: row.state,
    attempts: row.attempts,
    createdAtMs: row.created_ms,
  }))
}

function bodyOf({ kind, payload }: { kind: Payload['kind']; payload: string }): string {
  const content = readPayload(kind, payload)
  if (content?.kind === 'request') return content.conversation.body
  return content?.message.body ?? ''
}

interface Theirs {
  readonly messages: readonly Message[]
  readonly status: ConversationStatus
  readonly hasEarlier: boolean
}

/** What the helpdesk has for this thread; null when it cannot be read now. */
async function readTheirs(from: Helpdesk, thread: Thread, pages: number): Promise<Theirs | null> {
  if (thread.conversation === null || !from.can.readBack)
    return { messages: [], status: 'open', hasEarlier: false }
  const conversation = { id: thread.conversation }
  const customer: Customer = { name: thread.customer_name, email: thread.customer_email }
  try {
    const wanted = Array.from({ length: pages }, (_, index) => index + 1)
    const [status, ...read] = await Promise.all([
      from.status(conversation),
      ...wanted.map((page) => from.messages(conversation, { page, customer })),
    ])
    const pageCount = Math.max(...read.map((page) => page.pageCount))
    return { status, messages: read.flatMap((page) => page.items), hasEarlier: pageCount > pages }
  } catch (error) {
    log().warn({ err: error, thread: thread.id }, 'answers cannot be read')
    return null
  }
}

function statusOf(
  thread: Thread,
  entries: readonly Entry[],
  status: ConversationStatus | undefined,
): ThreadStatus {
  if (thread.conversation === null) return 'saved'
  const last = entries.at(-1)
  if (last?.own) return 'with-team'
  if (status === 'resolved') return 'resolved'
  return last ? 'answered' : 'with-team'
}
