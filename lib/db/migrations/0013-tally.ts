/** What is counted of requests, and what may be used once. */
import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

export const tally: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('tally')
      .addColumn('key', 'text', (column) => column.primaryKey())
      .addColumn('count', 'integer', (column) => column.notNull())
      .addColumn('holder', 'text')
      .addColumn('until_ms', 'bigint', (column) => column.notNull())
      .execute()
    await db.schema.createIndex('tally_until').on('tally').column('until_ms').execute()
  },
}
