/** The conversations of a channel are counted and found in an index alone; old links are found without reading the new ones. */
import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

export const shortLists: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.dropIndex('helpdesk_conversation_channel').execute()
    await db.schema
      .createIndex('helpdesk_conversation_channel')
      .on('helpdesk_conversation')
      .columns(['channel', 'created_ms', 'id', 'status'])
      .execute()
    await db.schema.createIndex('thread_link_age').on('thread_link').column('created_ms').execute()
  },
}
