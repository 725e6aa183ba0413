/** Forward-only migrations, run at every start: by one instance, while others that start beside it wait. */
import { setTimeout as wait } from 'node:timers/promises'
import { type Kysely, sql } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import type { Database } from './db.ts'
import { firstTables } from './migrations/0001-first-tables.ts'
import { deliveryProgress } from './migrations/0002-delivery-progress.ts'
import { helpdeskTally } from './migrations/0003-helpdesk-tally.ts'
import { files } from './migrations/0004-files.ts'
import { threadPage } from './migrations/0005-thread-page.ts'
import { threadLocale } from './migrations/0006-thread-locale.ts'
import { access } from './migrations/0007-access.ts'
import { threadMarks } from './migrations/0008-thread-marks.ts'
import { uploadSender } from './migrations/0009-upload-sender.ts'
import { alerts } from './migrations/0010-alerts.ts'
import { shortLists } from './migrations/0011-short-lists.ts'
import { desk } from './migrations/0012-desk.ts'
import { tally } from './migrations/0013-tally.ts'
import { savedReplies } from './migrations/0014-saved-replies.ts'
import type { Schema } from './schema.ts'
import { isBusy } from './sqlite-driver.ts'

const migrations: Record<string, Migration> = {
  '0001-first-tables': firstTables,
  '0002-delivery-progress': deliveryProgress,
  '0003-helpdesk-tally': helpdeskTally,
  '0004-files': files,
  '0005-thread-page': threadPage,
  '0006-thread-locale': threadLocale,
  '0007-access': access,
  '0008-thread-marks': threadMarks,
  '0009-upload-sender': uploadSender,
  '0010-alerts': alerts,
  '0011-short-lists': shortLists,
  '0012-desk': desk,
  '0013-tally': tally,
  '0014-saved-replies': savedReplies,
}

/** An instance that starts beside another waits this long for it to finish. */
const patienceMs = 60_000

/**
 * Brings the database up to this version: all of it or, should the process end meanwhile, nothing. One that a newer
 * version has been at is left as it is: migrations only add, so that the version before can be started again.
 * @throws the first migration's error.
 */
export async function migrate({ kysely, engine }: Pick<Database, 'kysely' | 'engine'>): Promise<void> {
  if ((await countMigrations(kysely)).pending === 0) return
  await kysely
    .connection()
    .execute((connection) => (engine === 'sqlite' ? migrateSqlite(connection) : migratePostgres(connection)))
}

/** Kysely puts no transaction around migrations here, and knows of no lock; a transaction that writes is both. */
async function migrateSqlite(connection: Kysely<Schema>): Promise<void> {
  await beginAlone(connection)
  try {
    await toLatest(connection)
    await sql`commit`.execute(connection)
  } catch (error) {
    await sql`rollback`.execute(connection)
    throw error
  }
}

async function beginAlone(connection: Kysely<Schema>): Promise<void> {
  for (const untilMs = performance.now() + patienceMs; ; ) {
    try {
      await sql`begin immediate`.execute(connection)
      return
    } catch (error) {
      if (!isBusy(error) || performance.now() > untilMs) throw error
      await wait(50)
    }
  }
}

/** Waiting for the other's lock, or changing a large table, takes longer than any statement of a customer may. */
async function migratePostgres(connection: Kysely<Schema>): Promise<void> {
  await sql`set statement_timeout = 0`.execute(connection)
  try {
    await toLatest(connection)
  } finally {
    await sql`reset statement_timeout`.execute(connection)
  }
}

async function toLatest(connection: Kysely<Schema>): Promise<void> {
  const { error } = await (await migratorOf(connection)).migrateToLatest()
  if (error) throw error
}

/** How many migrations there are, and how many of them a start would still have to run. Changes nothing. */
export async function countMigrations(kysely: Kysely<Schema>): Promise<{ all: number; pending: number }> {
  const known = await (await migratorOf(kysely)).getMigrations()
  return { all: known.length, pending: known.filter(({ executedAt }) => executedAt === undefined).length }
}

/** Those that only a newer version knows have been run already: they are named, and do nothing. */
async function migratorOf(kysely: Kysely<Schema>): Promise<Migrator> {
  const executed = await executedNames(kysely)
  const newer = executed.filter((name) => !Object.hasOwn(migrations, name))
  const all = { ...migrations, ...Object.fromEntries(newer.map((name) => [name, nothing])) }
  return new Migrator({ db: kysely, provider: { getMigrations: async () => all } })
}

const nothing: Migration = { up: async () => {} }

async function executedNames(kysely: Kysely<Schema>): Promise<string[]> {
  const tables = await kysely.introspection.getTables({ withInternalKyselyTables: true })
  if (!tables.some(({ name }) => name === 'kysely_migration')) return []
  const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(kysely)
  return rows.map(({ name }) => name)
}
