/** All that is kept of one customer: found by their address, and removed for good on an operator's word. */
import { sql } from 'kysely'
import type { Database } from '#lib/db/db.ts'
import type { Uploads } from '#lib/files/uploads.ts'
import { conversationsOf, filesOf, removePerson } from '#lib/helpdesk/builtin/removal.ts'

export interface CustomerData {
  readonly threads: readonly CustomerThread[]
  /** Sent to the address, or waiting to be. */
  readonly mails: number
  /** In the built-in helpdesk. */
  readonly conversations: number
}

export interface CustomerThread {
  readonly id: string
  readonly reference: string
  readonly subject: string
  readonly openedAt: string
  /** The helpdesk's handle of it; null before it is open. */
  readonly conversation: string | null
  readonly messages: number
  /** Of them those that the helpdesk does not have yet. */
  readonly undelivered: number
  readonly files: number
}

/** What there is under this address; capitals do not count. @throws when the database cannot be read. */
export async function findCustomer({ kysely }: Database, email: string): Promise<CustomerData> {
  const address = asAddress(email)
  const threads = await kysely
    .selectFrom('thread')
    .select(['id', 'reference', 'subject', 'created_ms', 'conversation'])
    .select(({ selectFrom }) => [
      selectFrom('outbox')
        .select(({ fn }) => fn.countAll<number>().as('all'))
        .whereRef('thread_id', '=', 'thread.id')
        .as('messages'),
      selectFrom('outbox')
        .select(({ fn }) => fn.countAll<number>().as('all'))
        .whereRef('thread_id', '=', 'thread.id')
        .where('state', '!=', 'delivered')
        .as('undelivered'),
      selectFrom('upload')
        .innerJoin('outbox', 'outbox.request_hash', 'upload.owner_hash')
        .select(({ fn }) => fn.countAll<number>().as('all'))
        .whereRef('outbox.thread_id', '=', 'thread.id')
        .as('files'),
    ])
    .where(isAddress('customer_email', address))
    .orderBy('created_ms')
    .execute()
  const { mails } = await kysely
    .selectFrom('mail')
    .select(({ fn }) => fn.countAll<number>().as('mails'))
    .where(isAddress('recipient', address))
    .executeTakeFirstOrThrow()
  return {
    threads: threads.map(({ created_ms, messages, undelivered, files, ...thread }) => ({
      ...thread,
      openedAt: new Date(created_ms).toISOString(),
      messages: messages ?? 0,
      undelivered: undelivered ?? 0,
      files: files ?? 0,
    })),
    mails,
    conversations: (await conversationsOf(kysely, address)).length,
  }
}

/**
 * Removes all of it: files first, then every row at once. Should it break off, the same again finishes it.
 * @throws when the database or the file store does not take it.
 */
export async function forgetCustomer(
  database: Database,
  uploads: Pick<Uploads, 'forget'>,
  email: string,
): Promise<void> {
  const { kysely } = database
  const address = asAddress(email)
  const { threads } = await findCustomer(database, address)
  // PostgreSQL takes no empty list.
  const ids = [...threads.map(({ id }) => id), '']
  const rows = await kysely
    .selectFrom('outbox')
    .select('request_hash')
    .where('thread_id', 'in', ids)
    .execute()
  const files = await filesOf(kysely, await conversationsOf(kysely, address))
  await uploads.forget(
    rows.map(({ request_hash }) => request_hash),
    files,
  )
  await kysely.transaction().execute(async (transaction) => {
    const places = (
      await transaction.selectFrom('thread').select('token_hash').where('id', 'in', ids).execute()
    ).map(({ token_hash }) => `thread:${token_hash}`)
    const kept = await transaction.selectFrom('kept_form').select(['id', 'form', 'content']).execute()
    const theirs = kept.filter(({ form, content }) => places.includes(form) || isBy(content, address))
    await transaction
      .deleteFrom('kept_form')
      .where('id', 'in', [...theirs.map(({ id }) => id), ''])
      .execute()
    await transaction
      .deleteFrom('mail')
      .where(({ or, eb }) => or([isAddress('recipient', address), eb('thread_id', 'in', ids)]))
      .execute()
    await transaction.deleteFrom('identity_session').where(isAddress('email', address)).execute()
    await transaction.deleteFrom('thread_link').where('thread_id', 'in', ids).execute()
    await transaction.deleteFrom('outbox').where('thread_id', 'in', ids).execute()
    await transaction.deleteFrom('thread').where('id', 'in', ids).execute()
    await removePerson(transaction, address)
  })
}

const asAddress = (email: string) => email.trim().toLowerCase()

const isAddress = (column: string, address: string) => sql<boolean>`lower(${sql.ref(column)}) = ${address}`

function isBy(content: string, address: string): boolean {
  const form: unknown = JSON.parse(content)
  const values = typeof form === 'object' && form !== null && 'values' in form ? form.values : null
  return JSON.stringify(values).toLowerCase().includes(JSON.stringify(address))
}
