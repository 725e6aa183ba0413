/** Counts of the built-in helpdesk's messages by slices of time, so that a list need not count its messages one by one. */
import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

export const helpdeskTally: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('helpdesk_tally')
      .addColumn('label', 'text', (column) => column.notNull())
      .addColumn('slice', 'integer', (column) => column.notNull())
      .addColumn('channel', 'text', (column) => column.notNull())
      .addColumn('origin', 'integer', (column) => column.notNull())
      .addColumn('from_staff', 'integer', (column) => column.notNull())
      .addColumn('messages', 'integer', (column) => column.notNull())
      .addPrimaryKeyConstraint('helpdesk_tally_key', ['label', 'slice', 'channel', 'origin', 'from_staff'])
      .execute()
    await fillTally(db)
  },
}

/** Counts all messages that are there; the table must be empty. A slice is three days. */
export async function fillTally<Tables>(db: Kysely<Tables>): Promise<void> {
  const labels = [
    { label: sql`''`, tags: sql`` },
    { label: sql`'author:' || m.author_email`, tags: sql`` },
    { label: sql`'tag:' || t.tag`, tags: sql`join helpdesk_tag t on t.conversation_id = m.conversation_id` },
  ]
  for (const { label, tags } of labels)
    await sql`
      insert into helpdesk_tally (label, slice, channel, origin, from_staff, messages)
      select ${label}, m.created_ms / 259200000, c.channel, m.origin, m.from_staff, count(*)
      from helpdesk_message m join helpdesk_conversation c on c.id = m.conversation_id ${tags}
      group by 1, 2, 3, 4, 5`.execute(db)
}
