/** Conversations of any length, as the outbox and the built-in helpdesk have them: a customer and staff in turns. */
import type { Insertable } from 'kysely'
import type { Database } from '#lib/db/db.ts'
import { hashOf } from '#lib/db/hash.ts'
import type { Schema } from '#lib/db/schema.ts'

/** Writes a conversation of `length` messages whose link has `token`; its newest thirty are the same at every length. */
export async function fillThread({ kysely }: Database, token: string, length: number): Promise<void> {
  const numbers = Array.from({ length }, (_, index) => index)
  await kysely.transaction().execute(async (trx) => {
    await trx.insertInto('thread').values(threadRow(token, length)).execute()
    await trx.insertInto('helpdesk_conversation').values(conversationRow(length)).execute()
    for (const part of inHundreds(numbers)) {
      const own = part.filter(isOwn).map((position) => outboxRow(length, position))
      await trx.insertInto('outbox').values(own).execute()
      await trx
        .insertInto('helpdesk_message')
        .values(part.map((position) => messageRow(length, position)))
        .execute()
    }
  })
}

const inHundreds = (numbers: readonly number[]) =>
  Array.from({ length: Math.ceil(numbers.length / 100) }, (_, at) => numbers.slice(at * 100, at * 100 + 100))

const isOwn = (position: number) => position % 2 === 0
const customer = { name: 'Mia Berg', email: 'mia@example.org' }
const minute = 60_000
const startMs = Date.now() - 150 * 24 * 60 * minute
const atMs = (length: number, position: number) => startMs + (position - length) * minute
const threadId = (length: number) => `thr_bench_${length}`
const keyOf = (length: number, position: number) => `cfr_bench_${length}_${position}`
/** Counted from the end, so that what is shown does not depend on the length. */
const bodyOf = (length: number, position: number) =>
  `Message ${length - position} from the end: the **zip** broke on day one, and this is what happened next.\n\n- one\n- two`

function threadRow(token: string, length: number): Insertable<Schema['thread']> {
  return {
    id: threadId(length),
    token_hash: hashOf(token),
    reference: `BENC-${String(length).padStart(4, '0').slice(-4)}`,
    form: 'support',
    locale: 'en',
    subject: 'A long conversation',
    customer_name: customer.name,
    customer_email: customer.email,
    conversation: `bench-${length}`,
    created_ms: startMs,
    active_ms: Date.now(),
    revoked_ms: null,
  }
}

function outboxRow(length: number, position: number): Insertable<Schema['outbox']> {
  const body = bodyOf(length, position)
  const conversation = { subject: 'A', body, customer, channel: 'support', tags: [], data: {} }
  return {
    id: keyOf(length, position),
    kind: position === 0 ? 'request' : 'reply',
    thread_id: threadId(length),
    position,
    request_hash: keyOf(length, position),
    fingerprint: '',
    payload: JSON.stringify(position === 0 ? conversation : { body, customer }),
    state: 'delivered',
    attempts: 1,
    due_ms: startMs,
    fence: 1,
    sent_ms: startMs,
    read_backs: 0,
    created_ms: atMs(length, position),
    delivered_ms: atMs(length, position),
  }
}

function conversationRow(length: number): Insertable<Schema['helpdesk_conversation']> {
  return {
    id: `bench_${length}`,
    slug: `bench-${length}`,
    subject: 'A long conversation',
    channel: 'support',
    status: 1,
    origin: 7,
    author_name: customer.name,
    author_email: customer.email,
    message_count: length,
    created_ms: startMs,
    updated_ms: startMs,
  }
}

function messageRow(length: number, position: number): Insertable<Schema['helpdesk_message']> {
  const own = isOwn(position)
  return {
    id: `bench_${length}_${position}`,
    conversation_id: `bench_${length}`,
    position,
    body: bodyOf(length, position),
    visibility: 0,
    origin: 7,
    origin_id: own ? keyOf(length, position) : null,
    author_name: own ? customer.name : 'Sam Reed',
    author_email: own ? customer.email : 'staff@example.com',
    from_staff: own ? 0 : 1,
    recipients: '[]',
    attachments: '[]',
    suppressed: 0,
    created_ms: atMs(length, position),
  }
}
