/** Forward-only migrations, run at every start; an instance that starts beside another waits for its lock. */
import type { Kysely } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import { firstTables } from './migrations/0001-first-tables.ts'
import { deliveryProgress } from './migrations/0002-delivery-progress.ts'
import { helpdeskTally } from './migrations/0003-helpdesk-tally.ts'
import { files } from './migrations/0004-files.ts'
import { threadPage } from './migrations/0005-thread-page.ts'
import { threadLocale } from './migrations/0006-thread-locale.ts'
import { access } from './migrations/0007-access.ts'
import { threadMarks } from './migrations/0008-thread-marks.ts'
import { uploadSender } from './migrations/0009-upload-sender.ts'
import type { Schema } from './schema.ts'

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
}

/** Brings the database up to this version. @throws the first migration's error; what it did is rolled back. */
export async function migrate(kysely: Kysely<Schema>): Promise<void> {
  const first = await migratorOf(kysely).migrateToLatest()
  if (!first.error) return
  // Two processes that start on one SQLite file at once: the lock is a row there, and does not keep both from beginning.
  // The one that came second finds everything done when it looks again.
  const second = await migratorOf(kysely).migrateToLatest()
  if (second.error) throw second.error
}

/** How many migrations there are, and how many of them a start would still have to run. Changes nothing. */
export async function countMigrations(kysely: Kysely<Schema>): Promise<{ all: number; pending: number }> {
  const known = await migratorOf(kysely).getMigrations()
  return { all: known.length, pending: known.filter(({ executedAt }) => executedAt === undefined).length }
}

const migratorOf = (kysely: Kysely<Schema>) =>
  new Migrator({ db: kysely, provider: { getMigrations: async () => migrations } })
