/** Forward-only migrations, run at every start; an instance that starts beside another waits for its lock. */
import type { Kysely } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import { firstTables } from './migrations/0001-first-tables.ts'
import { deliveryProgress } from './migrations/0002-delivery-progress.ts'
import { files } from './migrations/0004-files.ts'
import type { Schema } from './schema.ts'

const migrations: Record<string, Migration> = {
  '0001-first-tables': firstTables,
  '0002-delivery-progress': deliveryProgress,
  '0004-files': files,
}

/** Brings the database up to this version. @throws the first migration's error; what it did is rolled back. */
export async function migrate(kysely: Kysely<Schema>): Promise<void> {
  const migrator = new Migrator({ db: kysely, provider: { getMigrations: async () => migrations } })
  const { error } = await migrator.migrateToLatest()
  if (error) throw error
}
