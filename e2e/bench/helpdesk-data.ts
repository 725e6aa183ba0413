/** A built-in helpdesk with two years of work in it: the same mixture at every size. */
import type { Insertable } from 'kysely'
import type { Database } from '#lib/db/db.ts'
import type { Schema } from '#lib/db/schema.ts'
import { fillTally } from '#lib/helpdesk/builtin/tally.testing.ts'
import { indexAnew } from '#lib/helpdesk/builtin/words.ts'

export const staff = { name: 'Sam Reed', email: 'sam@example.com', apiToken: 'token-of-the-team' }

export const day = 24 * 60 * 60_000
export const month = 30 * day
/** The newest message. */
export const end = Date.UTC(2026, 1, 1)

interface Filling {
  readonly messagesEach?: number
  /** So that they can be searched, which takes longer to write. */
  readonly withWords?: boolean
}

/** Writes `count` conversations of twenty messages each, if nothing else is said, evenly over two years. */
export async function fillHelpdesk(
  { kysely }: Database,
  count: number,
  { messagesEach = 20, withWords = false }: Filling = {},
): Promise<void> {
  const batch = 25
  await kysely.transaction().execute(async (trx) => {
    for (let first = 0; first < count; first += batch) {
      const numbers = Array.from({ length: Math.min(batch, count - first) }, (_, index) => first + index)
      const conversations = numbers.map((number) =>
        conversationRow(number, startOf(number, count), messagesEach),
      )
      await trx.insertInto('helpdesk_conversation').values(conversations).execute()
      await trx.insertInto('helpdesk_tag').values(numbers.flatMap(tagRows)).execute()
      for (const number of numbers)
        await trx
          .insertInto('helpdesk_message')
          .values(messageRows(number, startOf(number, count), messagesEach))
          .execute()
      if (withWords) for (const number of numbers) await indexAnew(trx, idOf(number))
    }
    await fillTally(trx)
  })
}

const startOf = (number: number, count: number) =>
  Math.round(end - 24 * month + ((number + 1) / count) * 23.9 * month)

const idOf = (number: number) => `conversation-${String(number * 7919).padStart(12, '0')}`

function conversationRow(
  number: number,
  startMs: number,
  messagesEach: number,
): Insertable<Schema['helpdesk_conversation']> {
  const lastMs = startMs + (messagesEach - 1) * 3_600_000
  return {
    id: idOf(number),
    slug: `order-${number}`,
    subject: `Order ${number}`,
    channel: number % 50 === 9 ? 'press' : number % 5 === 0 ? 'billing' : 'support',
    status: number % 4 === 0 ? 2 : 0,
    origin: 7,
    author_name: 'Mia Berg',
    author_email: `customer${number}@example.org`,
    assignee_email: null,
    hold_until_ms: null,
    open_key: `cf_${number}`,
    message_count: messagesEach,
    created_ms: startMs,
    updated_ms: lastMs,
    last_customer_message_ms: lastMs - 3_600_000,
    last_customer_position: messagesEach - 2,
    last_staff_position: messagesEach - 1,
  }
}

function tagRows(number: number): Insertable<Schema['helpdesk_tag']>[] {
  const topic = ['order', 'billing', 'product'][number % 3] ?? 'other'
  const rare = [...(number % 50 === 9 ? ['press'] : []), ...(number % 200 === 7 ? ['recall'] : [])]
  const tags = ['contact-form', topic, ...rare]
  return tags.map((tag, position) => ({ conversation_id: idOf(number), tag, position }))
}

function messageRows(
  number: number,
  startMs: number,
  messagesEach: number,
): Insertable<Schema['helpdesk_message']>[] {
  return Array.from({ length: messagesEach }, (_, position) => {
    const fromStaff = position % 2 === 1
    return {
      id: `${idOf(number)}-${String(position).padStart(3, '0')}`,
      conversation_id: idOf(number),
      position,
      body: `Message ${position} of order ${number}: the zip broke on day one, and this is what happened next. `.repeat(
        3,
      ),
      visibility: 0,
      origin: 7,
      origin_id: fromStaff ? null : `cfr_${number}_${position}`,
      author_name: fromStaff ? staff.name : 'Mia Berg',
      author_email: fromStaff ? staff.email : `customer${number}@example.org`,
      from_staff: fromStaff ? 1 : 0,
      recipients: '[]',
      attachments: '[]',
      suppressed: 0,
      created_ms: startMs + position * 3_600_000,
    }
  })
}
