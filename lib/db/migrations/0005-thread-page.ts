/** What the thread page asks: one part of a long conversation, what is still undelivered, and whether its link is revoked. */
import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

export const threadPage: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.alterTable('thread').addColumn('revoked_ms', 'bigint').execute()
    await db.schema
      .createIndex('outbox_timeline')
      .on('outbox')
      .columns(['thread_id', 'created_ms', 'position'])
      .execute()
    // Delivered rows are the many: leaving them out keeps this one as small as the outage is long.
    await sql`create index outbox_undelivered on outbox (thread_id) where state <> 'delivered'`.execute(db)
  },
}
