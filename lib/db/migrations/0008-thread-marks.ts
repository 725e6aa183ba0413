/** What a customer says about a whole conversation is found without reading its messages. */
import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

export const threadMarks: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`create index outbox_marks on outbox (thread_id, position) where kind not in ('request', 'reply')`.execute(
      db,
    )
  },
}
