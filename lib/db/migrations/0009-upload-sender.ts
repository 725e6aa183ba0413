/** Who sent a file that no message has yet, as a hash: so much of one sender and no more. */
import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

export const uploadSender: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.alterTable('upload').addColumn('sender_hash', 'text').execute()
    await sql`create index upload_sender on upload (sender_hash) where sender_hash is not null`.execute(db)
  },
}
