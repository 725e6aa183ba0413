/** Opening a conversation with its first message: whole or not at all, and once per `data.deskbell_id`. */
import { randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { z } from 'zod'
import type { Schema } from '#lib/db/schema.ts'
import type { createConversation } from '#lib/helpdesk/reamaze/wire.ts'
import { announce } from './announce.ts'
import { storeData } from './custom-data.ts'
import { addressKey, type Desk } from './desk.ts'
import { type Draft, draftFirstMessage } from './draft.ts'
import { afterMessage, originApi, type Place, storeMessage } from './messages.ts'
import { mergeContactData } from './people.ts'
import { Problem } from './problem.ts'
import { assigneeOf, brokenRule, openKey, statusAsked } from './rules.ts'
import { slugFrom, withSuffix } from './slug.ts'
import { statuses } from './status.ts'
import { replaceTags } from './tags.ts'
import { count, tallyOf } from './tally.ts'
import { indexWords, textsOfData } from './words.ts'

type Body = z.output<typeof createConversation>
type Asked = Body['conversation']

/** Ten taken suffixes of 36^6 in a row are a fault, not bad luck. */
const maxTries = 10

/** The slug of the conversation, new or the one that was opened with the same key before. */
export async function openConversation(
  desk: Desk,
  body: Body,
): Promise<{ readonly slug: string; readonly isNew: boolean } | Problem> {
  const asked = body.conversation
  const broken = brokenRule(desk, asked)
  if (broken) return broken
  const first = await draftFirstMessage(desk, body)
  if (first instanceof Problem) return first
  const base = slugFrom(asked.subject ?? '')
  for (let tries = 0; tries < maxTries; tries += 1) {
    const existing = await slugOpenedWith(desk, openKey(asked))
    if (existing) return { slug: existing, isNew: false }
    const slug = tries === 0 ? base : withSuffix(base)
    const opening = desk.kysely.transaction()
    if (await opening.execute((trx) => storeConversation(trx, desk, asked, first, slug)))
      return { slug, isNew: true }
    // Another call took the key or the slug in between.
  }
  throw new Error(`no free slug after ${maxTries} tries`)
}

async function slugOpenedWith(desk: Desk, key: string): Promise<string | null> {
  if (!key) return null
  const query = desk.kysely.selectFrom('helpdesk_conversation').select('slug')
  return (await query.where('open_key', '=', key).executeTakeFirst())?.slug ?? null
}

/** False, and nothing written, when the slug or the key is taken. */
async function storeConversation(
  trx: Kysely<Schema>,
  desk: Desk,
  asked: Asked,
  first: Draft,
  slug: string,
): Promise<boolean> {
  const place = { conversationId: randomUUID(), position: 0, createdMs: desk.now(), audience: [] }
  const stored = await trx
    .insertInto('helpdesk_conversation')
    .values(conversationRow(asked, first, slug, place))
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!stored) return false
  const messageId = await storeMessage(trx, desk, first, place)
  await storeData(trx, stored.id, asked.data ?? {})
  const { name, email } = first.author
  await indexWords(trx, stored.id, [asked.subject ?? '', name, email, ...textsOfData(asked.data ?? {})])
  if (asked.user?.data) await mergeContactData(trx, 'email', first.author.email, asked.user.data)
  const conversation = { channel: asked.category, openKey: openKey(asked) || null }
  await announce(trx, desk, first, { messageId, conversation, assignee: assigneeOf(asked), isFirst: true })
  // What conversations share comes last: nobody waits for these rows longer than it takes to write them.
  await replaceTags(trx, stored.id, asked.tag_list ?? [])
  await count(trx, { come: await tallyOf(trx, stored.id) })
  return true
}

function conversationRow(asked: Asked, first: Draft, slug: string, place: Place) {
  const assignee = assigneeOf(asked)
  return {
    id: place.conversationId,
    slug,
    subject: asked.subject ?? '',
    channel: asked.category,
    origin: originApi,
    author_name: first.author.name,
    author_email: first.author.email,
    assignee_email: assignee ? addressKey(assignee) : null,
    open_key: openKey(asked) || null,
    created_ms: place.createdMs,
    last_customer_message_ms: null,
    last_customer_position: null,
    last_staff_position: null,
    ...afterMessage({ status: statuses.open, hold_until_ms: null }, first, place),
    ...statusAsked(asked),
  }
}
