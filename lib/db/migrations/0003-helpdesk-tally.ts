/** Counts of the built-in helpdesk's messages by slices of time, so that a list need not count its messages one by one. */
import { type Kysely, SqliteAdapter, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

export const helpdeskTally: Migration = {
  async up(db: Kysely<unknown>) {
    // One tree then holds the key and the count: adding rows up takes half the time.
    const end = db.getExecutor().adapter instanceof SqliteAdapter ? sql`without rowid` : sql``
    await db.schema
      .createTable('helpdesk_tally')
      .addColumn('label', 'text', (column) => column.notNull())
      .addColumn('slice', 'integer', (column) => column.notNull())
      .addColumn('channel', 'text', (column) => column.notNull())
      .addColumn('origin', 'integer', (column) => column.notNull())
      .addColumn('from_staff', 'integer', (column) => column.notNull())
      .addColumn('messages', 'integer', (column) => column.notNull())
      .addPrimaryKeyConstraint('helpdesk_tally_key', ['label', 'slice', 'channel', 'origin', 'from_staff'])
      .modifyEnd(end)
      .execute()
    await db.schema
      .createTable('helpdesk_tag_set')
      .addColumn('tag', 'text', (column) => column.notNull())
      .addColumn('tag_set', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('helpdesk_tag_set_key', ['tag', 'tag_set'])
      .modifyEnd(end)
      .execute()
  },
}
