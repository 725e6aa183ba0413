/** The tally of messages that were written straight into the tables. */
import { type Kysely, sql } from 'kysely'
import type { Schema } from '#lib/db/schema.ts'
import { rememberTagSet, tagSetOf } from './tags.ts'
import { count, labelled, sliceMs } from './tally.ts'

/** Counts all messages that are there; the tally must be empty. */
export async function fillTally(db: Kysely<Schema>): Promise<void> {
  const tags = Map.groupBy(
    await db.selectFrom('helpdesk_tag').selectAll().execute(),
    ({ conversation_id }) => conversation_id,
  )
  const tagsOf = (id: string) => (tags.get(id) ?? []).map(({ tag }) => tag)
  const sets = new Map([...tags.keys()].map((id) => [tagSetOf(tagsOf(id)), tagsOf(id)]))
  for (const set of sets.values()) await rememberTagSet(db, set)
  const groups = await db
    .selectFrom('helpdesk_message as m')
    .innerJoin('helpdesk_conversation as c', 'c.id', 'm.conversation_id')
    .select(['m.conversation_id', 'm.author_email', 'c.channel', 'm.origin', 'm.from_staff'])
    .select(sql<number>`m.created_ms / ${sql.lit(sliceMs)}`.as('slice'))
    .select((eb) => eb.fn.countAll<number>().as('messages'))
    .groupBy(['m.conversation_id', 'm.author_email', 'c.channel', 'm.origin', 'm.from_staff', 'slice'])
    .execute()
  const come = groups.flatMap(({ conversation_id, author_email, ...group }) =>
    labelled({ ...group, messages: Number(group.messages) }, author_email, tagsOf(conversation_id)),
  )
  await count(db, { come })
}
