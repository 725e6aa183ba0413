/** What a person must look at, so that each is told to them once, whichever instance sees it. */
import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

export const alerts: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('alert')
      .addColumn('key', 'text', (column) => column.primaryKey())
      .addColumn('since_ms', 'bigint', (column) => column.notNull())
      .addColumn('due_ms', 'bigint', (column) => column.notNull())
      .addColumn('told_ms', 'bigint')
      .execute()
  },
}
