/** The customer's own rows of one part of a conversation, found by index: never all of a long one. */
import { sql } from 'kysely'
import type { Database } from '#lib/db/db.ts'
import type { NewMessage } from '#lib/helpdesk/helpdesk.ts'
import { type Payload, readPayload } from '#lib/helpdesk/payload.ts'
import type { OwnMessage } from './timeline.ts'

/** Both ends belong to it. */
export interface Span {
  readonly fromMs: number
  readonly untilMs: number
}

/**
 * What was sent within `span`, newest first; with `hasCopies`, before it too whatever may have reached the helpdesk only
 * within it, as a copy without our key.
 */
export async function readOwnWithin(
  database: Database,
  threadId: string,
  { span, hasCopies }: { readonly span: Span; readonly hasCopies: boolean },
): Promise<OwnMessage[]> {
  const fromMs = hasCopies ? span.fromMs - longestOutageMs : span.fromMs
  let query = rowsOf(database, threadId).where('created_ms', '>=', fromMs)
  // Infinity is no number to a database.
  if (Number.isFinite(span.untilMs)) query = query.where('created_ms', '<=', span.untilMs)
  const rows = await query.orderBy('created_ms', 'desc').orderBy('position', 'desc').limit(mostRows).execute()
  return rows.map(asOwnMessage)
}

/** A copy in the helpdesk that carries no key is looked for among what was sent this long before it. */
const longestOutageMs = 24 * 60 * 60_000
const mostRows = 300

/** `limit` of them after the `skip` newest; newest first. */
export async function readOwnAfter(
  database: Database,
  threadId: string,
  { skip, limit }: { readonly skip: number; readonly limit: number },
): Promise<OwnMessage[]> {
  const rows = await newestFirst(database, threadId).limit(limit).offset(skip).execute()
  return rows.map(asOwnMessage)
}

/** The newest, and a text that changes when the customer sends something and when the helpdesk gets it. */
export async function readLatest(
  database: Database,
  threadId: string,
): Promise<{ readonly own: readonly OwnMessage[]; readonly sent: string | null; readonly version: string }> {
  const latest = await newestFirst(database, threadId).limit(1).execute()
  const own = latest.map(asOwnMessage)
  const rows = database.kysely.selectFrom('outbox').where('thread_id', '=', threadId)
  const { waiting } = await rows
    .select(({ fn }) => fn.countAll().as('waiting'))
    .where(undelivered)
    .executeTakeFirstOrThrow()
  const newest = await rows.select('position').orderBy('position', 'desc').limit(1).executeTakeFirst()
  return { own, sent: latest[0]?.request_hash ?? null, version: `${newest?.position ?? 0} ${waiting}` }
}

/** Written out, not bound: only so do both engines see that the small index answers it. */
const undelivered = sql<boolean>`state <> 'delivered'`

/** All that the helpdesk does not have yet, or is not known to have. */
export async function readUndelivered(database: Database, threadId: string): Promise<OwnMessage[]> {
  const rows = await rowsOf(database, threadId).where(undelivered).execute()
  return rows.map(asOwnMessage)
}

/** Those that the helpdesk gives back under these keys. */
export async function readOwnByKey(
  database: Database,
  threadId: string,
  keys: readonly string[],
): Promise<OwnMessage[]> {
  if (keys.length === 0) return []
  const rows = await sentRows(database).where('id', 'in', keys).where(isOf(threadId)).execute()
  return rows.map(asOwnMessage)
}

/** As an expression no index has it: the thread's own would lead through all of its rows, the keys lead to theirs. */
const isOf = (threadId: string) => sql<boolean>`thread_id || '' = ${threadId}`

const rowsOf = (database: Database, threadId: string) => sentRows(database).where('thread_id', '=', threadId)

const sentRows = ({ kysely }: Database) =>
  kysely
    .selectFrom('outbox')
    .select(['id', 'kind', 'payload', 'state', 'attempts', 'created_ms', 'position', 'request_hash'])
    .where('kind', 'in', ['request', 'reply'])

const newestFirst = (database: Database, threadId: string) =>
  rowsOf(database, threadId).orderBy('created_ms', 'desc').orderBy('position', 'desc')

type Row = Awaited<ReturnType<ReturnType<typeof rowsOf>['execute']>>[number]

const asOwnMessage = (row: Row): OwnMessage => ({
  id: row.id,
  position: row.position,
  // A request's form promises nothing else; a reply can be looked at as it will be.
  format: row.kind === 'request' ? 'typed' : 'markdown',
  ...contentOf(row),
  state: row.state,
  attempts: row.attempts,
  createdAtMs: row.created_ms,
})

function contentOf({ kind, payload }: { kind: Payload['kind']; payload: string }) {
  const { body, attachments = [], leftOut = [] } = sentIn(readPayload(kind, payload))
  return { body, attachments, leftOut }
}

function sentIn(content: Payload | null): Sent {
  if (content?.kind === 'request') return content.conversation
  return content?.kind === 'reply' ? content.message : { body: '' }
}

type Sent = Pick<NewMessage, 'body' | 'attachments' | 'leftOut'>
