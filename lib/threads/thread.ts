/** The customer's view of a conversation: whole from our own rows, joined by what the helpdesk lets them see. */
import type { Database } from '#lib/db/db.ts'
import { database } from '#lib/db/open.ts'
import { helpdesk } from '#lib/helpdesk/connect.ts'
import type { ConversationStatus, Customer, Helpdesk } from '#lib/helpdesk/helpdesk.ts'
import { type Payload, readPayload } from '#lib/helpdesk/payload.ts'
import { log } from '#lib/log/log.ts'
import { openThread, type Thread } from './access.ts'
import { createAnswers, type KnownAnswers } from './answers.ts'
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
  /** False when the helpdesk could not be read: then `entries` holds the customer's own messages and what was known before. */
  readonly answersReadable: boolean
  /** Answers are never among `entries`: the helpdesk does not give them back, or not to customers. */
  readonly answersByEmail: boolean
}

export type ThreadStatus = 'saved' | 'with-team' | 'answered' | 'resolved'

declare global {
  var deskbellAnswers: ReturnType<typeof createAnswers> | undefined
}

/** One link opens one thread: the only reader of a thread's content. `pages` counts the helpdesk's pages, newest first. */
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
}

/** The same from given sources. @throws when the database cannot be read; never because of the helpdesk. */
export async function readThread(
  sources: ThreadSources,
  token: unknown,
  pages: number,
): Promise<ThreadView | null> {
  const thread = await openThread(sources.database, token)
  if (!thread) return null
  const own = await readOwn(sources.database, thread)
  const { answers: theirs, readable } = await answersTo(sources, thread, { own, pages })
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
    answersReadable: readable,
    answersByEmail: !sources.can.readBack,
  }
}

async function answersTo(
  { can, answers }: ThreadSources,
  { id: threadId, conversation, customer_name, customer_email }: Thread,
  { own, pages }: { readonly own: readonly OwnMessage[]; readonly pages: number },
): Promise<KnownAnswers> {
  if (conversation === null || !can.readBack) return { answers: null, readable: true }
  const customer: Customer = { name: customer_name, email: customer_email }
  return answers({ threadId, conversation, customer, pages, version: versionOf(own) })
}

/** Changes when the customer sends something, and when the helpdesk gets it. */
const versionOf = (own: readonly OwnMessage[]) =>
  `${own.length} ${own.filter(({ state }) => state === 'delivered').length}`

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
