/** Acceptance: a request or a reply becomes a committed row before anyone is told that it was sent. */
import { randomBytes } from 'node:crypto'
import type { Insertable, Transaction } from 'kysely'
import type { Database } from '#lib/db/db.ts'
import { hashOf } from '#lib/db/hash.ts'
import type { OutboxTable, Schema, ThreadTable } from '#lib/db/schema.ts'
import type { NewConversation, NewMessage } from '#lib/helpdesk/helpdesk.ts'
import { type Queueing, queueMail } from '#lib/mail/mail.ts'
import { type Acceptance, append, findAccepted, newId, newRow } from './append.ts'

export interface AcceptedRequest {
  /** The form's slug. */
  readonly form: string
  /** 43 base64url characters from the form; stored as a hash only. */
  readonly requestId: string
  /** The first becomes the token of the thread's link; one of the others may be the link of the same request, sent before. */
  readonly tokens: readonly [string, ...string[]]
  /** What the customer typed, by field: the same request id with other words is another request. */
  readonly typed: Readonly<Record<string, string>>
  /** The language of the page, if it came from one. */
  readonly locale?: string
  readonly conversation: NewConversation
  /** The thread's link is mailed to the customer; `network` is where the request came from, null when not known. */
  readonly mail?: { readonly network: string | null }
  /** Why a person has to look before it goes out; it waits parked until then. */
  readonly heldFor?: string
  /** Who sent it, in the words of the operator's own site. */
  readonly identity?: { readonly hash: string; readonly isVerified: boolean }
}

/**
 * A request of which something is only known within the transaction that accepts it: whether it comes too often, and
 * which of the files are still there.
 */
export interface PendingRequest {
  readonly requestId: string
  /** @param isKnown the request id has been accepted before. */
  compose(transaction: Transaction<Schema>, isKnown: boolean): Promise<AcceptedRequest | Refusal>
}

/** What the transaction has written by then is kept; the request is not. */
export interface Refusal {
  readonly refusedUntilMs: number
}

export interface AcceptedReply {
  readonly threadId: string
  readonly requestId: string
  readonly message: NewMessage
}

/** `token` opens the thread: the one that the request got when it came first. `mail` is there when one was to be sent. */
export type RequestAcceptance =
  | { readonly outcome: 'accepted'; readonly id: string; readonly token: string; readonly mail?: Queueing }
  | { readonly outcome: 'reused' }
  | { readonly outcome: 'refused'; readonly untilMs: number }

/**
 * Commits a request and its thread. The same request id with the same words is the same row, however often
 * and however concurrently it comes. @throws when the database does not take it: then nothing is stored.
 */
export async function acceptRequest(
  database: Database,
  request: AcceptedRequest | PendingRequest,
  nowMs: number,
): Promise<RequestAcceptance> {
  const requestHash = hashOf(request.requestId)
  return database.kysely.transaction().execute(async (transaction) => {
    const known = await findAccepted(transaction, requestHash)
    const composed = 'compose' in request ? await request.compose(transaction, known !== undefined) : request
    if ('refusedUntilMs' in composed) return { outcome: 'refused', untilMs: composed.refusedUntilMs }
    const { form, tokens, typed, mail } = composed
    const fingerprint = hashOf(JSON.stringify([form, Object.entries(typed).sort()]))
    const thread = newThread(composed, nowMs)
    const row = newRequestRow(composed, thread, { requestHash, fingerprint, nowMs })
    if (!known && (await insertOnce(transaction, thread, row))) {
      const letter = { kind: 'opened', recipient: thread.customer_email, threadId: thread.id } as const
      const queueing = mail && (await queueMail(transaction, letter, { ...mail, nowMs }))
      return { outcome: 'accepted', id: row.id, token: tokens[0], ...(queueing && { mail: queueing }) }
    }
    const before = known ?? (await findAccepted(transaction, requestHash))
    if (before?.fingerprint !== fingerprint) return { outcome: 'reused' }
    const first = tokens.find((each) => hashOf(each) === before.token_hash)
    return first ? { outcome: 'accepted', id: before.id, token: first } : { outcome: 'reused' }
  })
}

function newRequestRow(
  { conversation, heldFor }: AcceptedRequest,
  thread: Pick<ThreadTable, 'id' | 'reference'>,
  facts: { readonly requestHash: string; readonly fingerprint: string; readonly nowMs: number },
) {
  const data = { ...conversation.data, reference: thread.reference }
  return {
    ...newRow({ id: newId('cf'), kind: 'request', threadId: thread.id, position: 0, nowMs: facts.nowMs }),
    request_hash: facts.requestHash,
    fingerprint: facts.fingerprint,
    payload: JSON.stringify({ ...conversation, data } satisfies NewConversation),
    ...(heldFor !== undefined && { state: 'parked' as const, reason: 'suspected', detail: heldFor }),
  }
}

/** False, and nothing written, when the thread's token or the request id is there already. */
async function insertOnce(
  transaction: Transaction<Schema>,
  thread: Insertable<ThreadTable>,
  row: Insertable<OutboxTable>,
): Promise<boolean> {
  const created = await transaction
    .insertInto('thread')
    .values(thread)
    .onConflict((conflict) => conflict.column('token_hash').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!created) return false
  const accepted = await transaction
    .insertInto('outbox')
    .values(row)
    .onConflict((conflict) => conflict.column('request_hash').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!accepted) await transaction.deleteFrom('thread').where('id', '=', thread.id).execute()
  return accepted !== undefined
}

/**
 * Commits a reply after all that its thread already has. The same request id with the same words is the same row.
 * @throws when the database does not take it: then nothing is stored.
 */
export function acceptReply(
  database: Database,
  { threadId, requestId, message }: AcceptedReply,
  nowMs: number,
): Promise<Acceptance> {
  return append(database, threadId, {
    kind: 'reply',
    requestHash: hashOf(requestId),
    fingerprint: hashOf(JSON.stringify([threadId, wordsOf(message)])),
    payload: JSON.stringify(message),
    nowMs,
  })
}

/** A file is compared by its content: one that was uploaded again has another address. What was left out says nothing. */
const wordsOf = ({ attachments, leftOut: _leftOut, ...message }: NewMessage) =>
  attachments
    ? { ...message, files: attachments.map(({ name, url, upload }) => [name, upload?.sha256 ?? url]) }
    : message

function newThread(
  { form, tokens, locale, conversation, identity }: AcceptedRequest,
  nowMs: number,
): Insertable<ThreadTable> {
  return {
    id: newId('thr'),
    token_hash: hashOf(tokens[0]),
    reference: newReference(),
    form,
    subject: conversation.subject,
    customer_name: conversation.customer.name,
    customer_email: conversation.customer.email,
    locale: locale ?? null,
    conversation: null,
    created_ms: nowMs,
    active_ms: nowMs,
    verified_ms: identity?.isVerified ? nowMs : null,
    identity_hash: identity?.hash ?? null,
  }
}

/** Eight characters of Crockford's alphabet (no I, L, O, U), in two groups: easy to say on the phone. */
function newReference(): string {
  const characters = [...randomBytes(8)].map((byte) => '0123456789ABCDEFGHJKMNPQRSTVWXYZ'[byte % 32])
  return `${characters.slice(0, 4).join('')}-${characters.slice(4).join('')}`
}
