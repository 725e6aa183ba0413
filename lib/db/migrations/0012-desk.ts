/** The desk: who may sit there and does, what they have read, and the words by which conversations are found. */
import { type Kysely, SqliteAdapter, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

export const desk: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('desk_visit')
      .addColumn('token_hash', 'text', (column) => column.primaryKey())
      .addColumn('email', 'text', (column) => column.notNull())
      .addColumn('proof', 'text', (column) => column.notNull())
      .addColumn('expires_ms', 'bigint', (column) => column.notNull())
      .execute()
    await db.schema
      .createTable('desk_seen')
      .addColumn('email', 'text', (column) => column.notNull())
      .addColumn('slug', 'text', (column) => column.notNull())
      .addColumn('messages', 'integer', (column) => column.notNull())
      .addPrimaryKeyConstraint('desk_seen_key', ['email', 'slug'])
      .execute()
    await db.schema
      .createTable('helpdesk_staff')
      .addColumn('email', 'text', (column) => column.primaryKey().notNull())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('proof', 'text', (column) => column.notNull())
      .addColumn('created_ms', 'bigint', (column) => column.notNull())
      .execute()
    // One tree then holds the whole row.
    const end = db.getExecutor().adapter instanceof SqliteAdapter ? sql`without rowid` : sql``
    await db.schema
      .createTable('helpdesk_word')
      .addColumn('conversation_id', 'text', (column) =>
        column.notNull().references('helpdesk_conversation.id').onDelete('cascade'),
      )
      .addColumn('word', 'bytea', (column) => column.notNull())
      .addPrimaryKeyConstraint('helpdesk_word_key', ['conversation_id', 'word'])
      .modifyEnd(end)
      .execute()
    await db.schema
      .createIndex('helpdesk_word_order')
      .on('helpdesk_word')
      .columns(['word', 'conversation_id'])
      .execute()
    await db.schema
      .createIndex('helpdesk_conversation_status')
      .on('helpdesk_conversation')
      .columns(['status', 'updated_ms', 'id'])
      .execute()
  },
}
