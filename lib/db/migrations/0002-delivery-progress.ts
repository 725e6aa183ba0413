/** How far the delivery of a row has come, for helpdesks that open a conversation in several calls. */
import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

export const deliveryProgress: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.alterTable('outbox').addColumn('progress', 'text').execute()
  },
}
