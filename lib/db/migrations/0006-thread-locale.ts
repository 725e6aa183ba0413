/** The language that a conversation was begun in: its page goes on in it. */
import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

export const threadLocale: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.alterTable('thread').addColumn('locale', 'text').execute()
  },
}
