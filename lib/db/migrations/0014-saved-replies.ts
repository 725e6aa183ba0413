/** Texts that staff keep for answers they give often. */
import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

export const savedReplies: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('helpdesk_template')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('body', 'text', (column) => column.notNull())
      .addColumn('created_ms', 'bigint', (column) => column.notNull())
      .addColumn('updated_ms', 'bigint', (column) => column.notNull())
      .execute()
  },
}
