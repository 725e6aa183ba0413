/** What is known of each file that a customer or the helpdesk's staff attached; the bytes lie in the file store. */
import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

export const files: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('upload')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('owner_hash', 'text', (column) => column.notNull())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('bytes', 'bigint', (column) => column.notNull())
      .addColumn('sha256', 'text', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('attached', 'integer', (column) => column.notNull())
      .addColumn('created_ms', 'bigint', (column) => column.notNull())
      .addColumn('expires_ms', 'bigint', (column) => column.notNull())
      .execute()
    await db.schema.createIndex('upload_owner').on('upload').column('owner_hash').execute()
    await db.schema.createIndex('upload_expiry').on('upload').column('expires_ms').execute()
  },
}
