/** Further links of a thread, whose thread it is, customers signed in by the operator's site, and mail on its way out. */
import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

export const access: Migration = {
  async up(db: Kysely<unknown>) {
    await extendThreads(db)
    await createIdentitySessions(db)
    await createMail(db)
  },
}

async function extendThreads(db: Kysely<unknown>) {
  await db.schema.alterTable('thread').addColumn('verified_ms', 'bigint').execute()
  await db.schema.alterTable('thread').addColumn('identity_hash', 'text').execute()
  await sql`create index thread_email on thread (lower(customer_email))`.execute(db)
  await sql`create index thread_identity on thread (identity_hash) where identity_hash is not null`.execute(
    db,
  )
  await db.schema
    .createTable('thread_link')
    .addColumn('token_hash', 'text', (column) => column.primaryKey())
    .addColumn('thread_id', 'text', (column) => column.notNull().references('thread.id'))
    .addColumn('source', 'text', (column) => column.notNull())
    .addColumn('created_ms', 'bigint', (column) => column.notNull())
    .execute()
  await db.schema.createIndex('thread_link_thread').on('thread_link').column('thread_id').execute()
}

async function createIdentitySessions(db: Kysely<unknown>) {
  await db.schema
    .createTable('identity_session')
    .addColumn('token_hash', 'text', (column) => column.primaryKey())
    .addColumn('identity_hash', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('email', 'text', (column) => column.notNull())
    .addColumn('email_verified', 'integer', (column) => column.notNull())
    .addColumn('expires_ms', 'bigint', (column) => column.notNull())
    .execute()
}

async function createMail(db: Kysely<unknown>) {
  await db.schema
    .createTable('mail')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('recipient', 'text', (column) => column.notNull())
    .addColumn('thread_id', 'text')
    .addColumn('content', 'text')
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('attempts', 'integer', (column) => column.notNull())
    .addColumn('due_ms', 'bigint', (column) => column.notNull())
    .addColumn('fence', 'integer', (column) => column.notNull())
    .addColumn('reason', 'text')
    .addColumn('created_ms', 'bigint', (column) => column.notNull())
    .addColumn('sent_ms', 'bigint')
    .execute()
  // Only what is still on its way: mail that is done, the many, costs the claim nothing.
  await sql`create index mail_due on mail (due_ms) where state in ('waiting', 'sending')`.execute(db)
  await db.schema.createIndex('mail_created').on('mail').column('created_ms').execute()
  await db.schema
    .createTable('mail_quota')
    .addColumn('key', 'text', (column) => column.primaryKey())
    .addColumn('used', 'integer', (column) => column.notNull())
    .addColumn('until_ms', 'bigint', (column) => column.notNull())
    .execute()
}
