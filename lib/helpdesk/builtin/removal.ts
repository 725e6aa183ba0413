/** Removing a person from the built-in helpdesk: their conversations whole, and what they left in those of others. */
import { type Kysely, sql, type Transaction } from 'kysely'
import type { Schema } from '#lib/db/schema.ts'
import { addressKey } from './desk.ts'
import { count, labels, tallyOf } from './tally.ts'
import { indexAnew } from './words.ts'

/** The conversations that this address opened. @throws when the database cannot be read. */
export async function conversationsOf(kysely: Kysely<Schema>, email: string): Promise<string[]> {
  const rows = await kysely
    .selectFrom('helpdesk_conversation')
    .select('id')
    .where('author_email', '=', addressKey(email))
    .execute()
  return rows.map(({ id }) => id)
}

/** The ids of our uploads that messages of these conversations have, whoever attached them. */
export async function filesOf(kysely: Kysely<Schema>, conversationIds: readonly string[]): Promise<string[]> {
  const files: string[] = []
  for (const id of conversationIds) {
    const rows = await kysely
      .selectFrom('helpdesk_message')
      .select('attachments')
      .where('conversation_id', '=', id)
      .execute()
    for (const { attachments } of rows)
      files.push(...[...attachments.matchAll(/\/uploads\/([0-9a-f]{32})\//g)].map(([, file = '']) => file))
  }
  return [...new Set(files)]
}

/** Removes all that is this person's. A message of theirs in somebody else's conversation loses its words and its author. */
export async function removePerson(trx: Transaction<Schema>, email: string): Promise<void> {
  const person = addressKey(email)
  for (const id of await conversationsOf(trx, person)) await removeConversation(trx, id)
  await emptyMessages(trx, person)
  await removeFromRecipients(trx, person)
  await trx.deleteFrom('helpdesk_follower').where('email', '=', person).execute()
  await trx.deleteFrom('helpdesk_contact').where('email', '=', person).execute()
  const ending = labels.author(person)
  await trx
    .deleteFrom('helpdesk_tally')
    .where(sql<boolean>`substr(label, length(label) - ${sql.lit(ending.length - 1)}) = ${ending}`)
    .execute()
}

const tablesOfConversation = [
  'helpdesk_message',
  'helpdesk_tag',
  'helpdesk_data',
  'helpdesk_follower',
  'helpdesk_word',
] as const

async function removeConversation(trx: Transaction<Schema>, id: string): Promise<void> {
  const gone = await tallyOf(trx, id)
  for (const table of tablesOfConversation)
    await trx.deleteFrom(table).where('conversation_id', '=', id).execute()
  const slug = trx.selectFrom('helpdesk_conversation').select('slug').where('id', '=', id)
  await trx.deleteFrom('desk_seen').where('slug', 'in', slug).execute()
  await trx.deleteFrom('helpdesk_conversation').where('id', '=', id).execute()
  await count(trx, { come: [], gone })
}

async function emptyMessages(trx: Transaction<Schema>, person: string): Promise<void> {
  const rows = await trx
    .selectFrom('helpdesk_message')
    .select('conversation_id')
    .distinct()
    .where('author_email', '=', person)
    .execute()
  for (const { conversation_id: id } of rows) {
    const gone = await tallyOf(trx, id)
    await trx
      .updateTable('helpdesk_message')
      .set({ body: '', author_name: '', author_email: '', attachments: '[]' })
      .where('conversation_id', '=', id)
      .where('author_email', '=', person)
      .execute()
    await indexAnew(trx, id)
    await count(trx, { come: await tallyOf(trx, id), gone })
  }
}

async function removeFromRecipients(trx: Transaction<Schema>, person: string): Promise<void> {
  const rows = await trx
    .selectFrom('helpdesk_message')
    .select(['id', 'recipients'])
    .where(sql<boolean>`lower(recipients) like ${`%${person.replace(/[%_]/g, '_')}%`}`)
    .execute()
  for (const { id, recipients } of rows) {
    const all: unknown = JSON.parse(recipients)
    const others = Array.isArray(all) ? all.filter((each) => addressKey(String(each?.email)) !== person) : []
    await trx
      .updateTable('helpdesk_message')
      .set({ recipients: JSON.stringify(others) })
      .where('id', '=', id)
      .execute()
  }
}
