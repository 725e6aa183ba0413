/** Adding a message to a conversation: once per origin_id, in order, with what it does to the conversation. */
import { randomUUID } from 'node:crypto'
import type { Kysely, Selectable } from 'kysely'
import type { HelpdeskConversationTable, Schema } from '#lib/db/schema.ts'
import { announce } from './announce.ts'
import type { Desk, Person } from './desk.ts'
import type { Draft } from './draft.ts'
import { addFollowers, followersOf, rememberContacts, unique } from './people.ts'
import { statusAfter, statuses } from './status.ts'
import { count, tallyOfMessage } from './tally.ts'
import { indexWords } from './words.ts'

/** The id of the message, new or the one that has this origin_id in this conversation already. */
export async function addMessage(
  desk: Desk,
  conversationId: string,
  draft: Draft,
): Promise<{ readonly id: string; readonly isNew: boolean }> {
  const existing = await messageWithKey(desk.kysely, conversationId, draft.originId)
  if (existing) return { id: existing, isNew: false }
  return desk.kysely.transaction().execute((trx) => append(trx, desk, conversationId, draft))
}

async function messageWithKey(
  db: Kysely<Schema>,
  conversationId: string,
  originId: string | null,
): Promise<string | null> {
  if (originId === null) return null
  const query = db.selectFrom('helpdesk_message').select('id').where('conversation_id', '=', conversationId)
  return (await query.where('origin_id', '=', originId).executeTakeFirst())?.id ?? null
}

async function append(trx: Kysely<Schema>, desk: Desk, conversationId: string, asked: Draft) {
  const conversation = await holdConversation(trx, conversationId)
  const existing = await messageWithKey(trx, conversationId, asked.originId)
  if (existing) return { id: existing, isNew: false }
  const isHeld = collides(conversation, asked)
  const draft = isHeld ? { ...asked, isNote: true } : asked
  const starter = { name: conversation.author_name, email: conversation.author_email }
  const place = {
    conversationId,
    position: conversation.message_count,
    // A clock that goes back does not change the order.
    createdMs: Math.max(desk.now(), conversation.updated_ms),
    audience: [starter, ...(await followersOf(trx, conversationId))],
  }
  const id = await storeMessage(trx, desk, draft, place, isHeld)
  const changes = afterMessage(conversation, draft, place)
  await trx.updateTable('helpdesk_conversation').set(changes).where('id', '=', conversationId).execute()
  const { channel, open_key: openKey, assignee_email: assignee } = conversation
  const stored = { messageId: id, conversation: { channel, openKey }, assignee, isFirst: false }
  await announce(trx, desk, draft, stored)
  const { author, fromStaff } = draft
  const message = { authorEmail: author.email, fromStaff, origin: originApi, createdMs: place.createdMs }
  await count(trx, { come: await tallyOfMessage(trx, conversationId, { ...message, channel }) })
  return { id, isNew: true }
}

/** Whether staff have answered after what the author of an answer knew of. */
const collides = (
  { last_staff_position: latest }: { readonly last_staff_position: number | null },
  { fromStaff, isNote, seen }: Draft,
) => fromStaff && !isNote && seen !== null && latest !== null && latest >= seen

/** The conversation, held until the transaction ends: an update that changes nothing does so on both engines. */
export function holdConversation(
  trx: Kysely<Schema>,
  id: string,
): Promise<Selectable<HelpdeskConversationTable>> {
  const update = trx.updateTable('helpdesk_conversation').set((eb) => ({ updated_ms: eb.ref('updated_ms') }))
  return update.where('id', '=', id).returningAll().executeTakeFirstOrThrow()
}

/** Where in its conversation a message goes. */
export interface Place {
  readonly conversationId: string
  /** From 0. */
  readonly position: number
  readonly createdMs: number
  /** Who takes part so far. */
  readonly audience: readonly Person[]
}

/**
 * Writes the message and what comes with it, within the caller's transaction; answers with its id.
 * @param isHeld for a note that was meant to be an answer, and collided with another one.
 */
export async function storeMessage(
  trx: Kysely<Schema>,
  desk: Desk,
  draft: Draft,
  place: Place,
  isHeld = false,
): Promise<string> {
  const id = randomUUID()
  const row = {
    id,
    conversation_id: place.conversationId,
    position: place.position,
    body: draft.body,
    visibility: isHeld ? 2 : draft.isNote ? 1 : 0,
    origin: originApi,
    origin_id: draft.originId,
    author_name: draft.author.name,
    author_email: draft.author.email,
    from_staff: draft.fromStaff ? 1 : 0,
    recipients: JSON.stringify(notified(draft, place.audience)),
    attachments: JSON.stringify(draft.attachments),
    suppressed: draft.suppressed ? 1 : 0,
    created_ms: place.createdMs,
  }
  await trx.insertInto('helpdesk_message').values(row).execute()
  await addFollowers(trx, place.conversationId, draft.recipients)
  await indexWords(trx, place.conversationId, [draft.body])
  await rememberContacts(trx, desk, [draft.author, ...draft.recipients])
  return id
}

/** Everything that comes in through the API (helpdesk-apis.md 3.3). */
export const originApi = 7

/** Those named, and unless it is a note or suppressed everyone who takes part; never the author. */
function notified(draft: Draft, audience: readonly Person[]): Person[] {
  const others = draft.isNote || draft.suppressed ? [] : audience
  return unique([...draft.recipients, ...others]).filter(({ email }) => email !== draft.author.email)
}

/** What a message changes in its conversation's row. */
export function afterMessage(
  before: { readonly status: number; readonly hold_until_ms: number | null },
  draft: Draft,
  { position, createdMs }: Place,
) {
  const status = statusAfter(before.status, draft)
  const side = draft.fromStaff
    ? { last_staff_position: position }
    : { last_customer_position: position, last_customer_message_ms: createdMs }
  return {
    message_count: position + 1,
    updated_ms: createdMs,
    status,
    hold_until_ms: status === statuses.onHold ? before.hold_until_ms : null,
    ...(draft.isNote ? {} : side),
  }
}
