/** The first tables: threads, the outbox, kept forms, and the built-in helpdesk. */
import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

export const firstTables: Migration = {
  async up(db: Kysely<unknown>) {
    await createThreads(db)
    await createOutbox(db)
    await createKeptForms(db)
    await createHelpdesk(db)
  },
}

async function createThreads(db: Kysely<unknown>) {
  await db.schema
    .createTable('thread')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('token_hash', 'text', (column) => column.notNull().unique())
    .addColumn('reference', 'text', (column) => column.notNull().unique())
    .addColumn('form', 'text', (column) => column.notNull())
    .addColumn('subject', 'text', (column) => column.notNull())
    .addColumn('customer_name', 'text', (column) => column.notNull())
    .addColumn('customer_email', 'text', (column) => column.notNull())
    .addColumn('conversation', 'text')
    .addColumn('created_ms', 'bigint', (column) => column.notNull())
    .addColumn('active_ms', 'bigint', (column) => column.notNull())
    .execute()
}

async function createOutbox(db: Kysely<unknown>) {
  await db.schema
    .createTable('outbox')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('thread_id', 'text', (column) => column.notNull().references('thread.id'))
    .addColumn('position', 'integer', (column) => column.notNull())
    .addColumn('request_hash', 'text', (column) => column.notNull().unique())
    .addColumn('fingerprint', 'text', (column) => column.notNull())
    .addColumn('payload', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('attempts', 'integer', (column) => column.notNull())
    .addColumn('due_ms', 'bigint', (column) => column.notNull())
    .addColumn('fence', 'integer', (column) => column.notNull())
    .addColumn('sent_ms', 'bigint')
    .addColumn('read_backs', 'integer', (column) => column.notNull())
    .addColumn('first_read_back_ms', 'bigint')
    .addColumn('reason', 'text')
    .addColumn('detail', 'text')
    .addColumn('created_ms', 'bigint', (column) => column.notNull())
    .addColumn('delivered_ms', 'bigint')
    .addUniqueConstraint('outbox_order', ['thread_id', 'position'])
    .execute()
  // Only the rows that still need work: delivered ones, the many, cost the claim nothing.
  await sql`create index outbox_due on outbox (due_ms) where state in ('waiting', 'sending', 'uncertain')`.execute(
    db,
  )
  await sql`create index outbox_parked on outbox (created_ms) where state = 'parked'`.execute(db)
}

async function createKeptForms(db: Kysely<unknown>) {
  await db.schema
    .createTable('kept_form')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('form', 'text', (column) => column.notNull())
    .addColumn('content', 'text', (column) => column.notNull())
    .addColumn('expires_ms', 'bigint', (column) => column.notNull())
    .execute()
  await db.schema.createIndex('kept_form_expiry').on('kept_form').column('expires_ms').execute()
}

async function createHelpdesk(db: Kysely<unknown>) {
  await db.schema
    .createTable('helpdesk_conversation')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('slug', 'text', (column) => column.notNull().unique())
    .addColumn('subject', 'text', (column) => column.notNull())
    .addColumn('channel', 'text', (column) => column.notNull())
    .addColumn('status', 'integer', (column) => column.notNull())
    .addColumn('origin', 'integer', (column) => column.notNull())
    .addColumn('author_name', 'text', (column) => column.notNull())
    .addColumn('author_email', 'text', (column) => column.notNull())
    .addColumn('assignee_email', 'text')
    .addColumn('hold_until_ms', 'bigint')
    .addColumn('open_key', 'text', (column) => column.unique())
    .addColumn('message_count', 'integer', (column) => column.notNull())
    .addColumn('created_ms', 'bigint', (column) => column.notNull())
    .addColumn('updated_ms', 'bigint', (column) => column.notNull())
    .addColumn('last_customer_message_ms', 'bigint')
    .addColumn('last_customer_position', 'integer')
    .addColumn('last_staff_position', 'integer')
    .execute()
  await createHelpdeskMessages(db)
  await createHelpdeskDetails(db)
  const conversationIndex = (name: string, columns: string[]) =>
    db.schema.createIndex(name).on('helpdesk_conversation').columns(columns).execute()
  await conversationIndex('helpdesk_conversation_created', ['created_ms', 'id'])
  await conversationIndex('helpdesk_conversation_updated', ['updated_ms', 'id'])
  await conversationIndex('helpdesk_conversation_author', ['author_email'])
  await conversationIndex('helpdesk_conversation_channel', ['channel', 'id'])
}

async function createHelpdeskMessages(db: Kysely<unknown>) {
  await db.schema
    .createTable('helpdesk_message')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('conversation_id', 'text', (column) => column.notNull().references('helpdesk_conversation.id'))
    .addColumn('position', 'integer', (column) => column.notNull())
    .addColumn('body', 'text', (column) => column.notNull())
    .addColumn('visibility', 'integer', (column) => column.notNull())
    .addColumn('origin', 'integer', (column) => column.notNull())
    .addColumn('origin_id', 'text')
    .addColumn('author_name', 'text', (column) => column.notNull())
    .addColumn('author_email', 'text', (column) => column.notNull())
    .addColumn('from_staff', 'integer', (column) => column.notNull())
    .addColumn('recipients', 'text', (column) => column.notNull())
    .addColumn('attachments', 'text', (column) => column.notNull())
    .addColumn('suppressed', 'integer', (column) => column.notNull())
    .addColumn('created_ms', 'bigint', (column) => column.notNull())
    .addUniqueConstraint('helpdesk_message_order', ['conversation_id', 'position'])
    .addUniqueConstraint('helpdesk_message_once', ['conversation_id', 'origin_id'])
    .execute()
  const messageIndex = (name: string, columns: string[]) =>
    db.schema.createIndex(name).on('helpdesk_message').columns(columns).execute()
  // A page is counted and found in the index alone; only its thirty rows are read from the table.
  const newest = ['created_ms', 'position', 'id', 'from_staff', 'origin', 'conversation_id']
  await messageIndex('helpdesk_message_newest', newest)
  await messageIndex('helpdesk_message_author', ['author_email', ...newest])
}

async function createHelpdeskDetails(db: Kysely<unknown>) {
  await db.schema
    .createTable('helpdesk_tag')
    .addColumn('conversation_id', 'text', (column) => column.notNull().references('helpdesk_conversation.id'))
    .addColumn('tag', 'text', (column) => column.notNull())
    .addColumn('position', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('helpdesk_tag_key', ['conversation_id', 'tag'])
    .execute()
  await db.schema
    .createIndex('helpdesk_tag_name')
    .on('helpdesk_tag')
    .columns(['tag', 'conversation_id'])
    .execute()
  await db.schema
    .createTable('helpdesk_data')
    .addColumn('conversation_id', 'text', (column) => column.notNull().references('helpdesk_conversation.id'))
    .addColumn('key', 'text', (column) => column.notNull())
    .addColumn('value', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('helpdesk_data_key', ['conversation_id', 'key'])
    .execute()
  // The start of the value: PostgreSQL refuses index entries over 2,700 bytes.
  await sql`create index helpdesk_data_value on helpdesk_data (key, substr(value, 1, 100))`.execute(db)
  await db.schema
    .createTable('helpdesk_follower')
    .addColumn('conversation_id', 'text', (column) => column.notNull().references('helpdesk_conversation.id'))
    .addColumn('email', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('helpdesk_follower_key', ['conversation_id', 'email'])
    .execute()
  await db.schema.createIndex('helpdesk_follower_email').on('helpdesk_follower').columns(['email']).execute()
  await db.schema
    .createTable('helpdesk_contact')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('email', 'text', (column) => column.unique())
    .addColumn('mobile', 'text', (column) => column.unique())
    .addColumn('external_id', 'text', (column) => column.unique())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('friendly_name', 'text')
    .addColumn('external_avatar_url', 'text')
    .addColumn('notes', 'text', (column) => column.notNull())
    .addColumn('data', 'text', (column) => column.notNull())
    .addColumn('created_ms', 'bigint', (column) => column.notNull())
    .execute()
}
