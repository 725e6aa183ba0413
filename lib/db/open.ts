/** The one place where a database is opened: SQLite or PostgreSQL, on first use, and migrated once. */
import { environment } from '#lib/env/env.ts'
import type { Database, DatabaseSettings } from './db.ts'
import { migrate } from './migrate.ts'
import { openPostgres } from './postgres.ts'
import { openSqlite } from './sqlite.ts'

declare global {
  var deskbellDatabase: Promise<Database> | undefined
}

/**
 * The process's database, ready to use. Opened on first call (a build must not create one) and kept on
 * globalThis, because Next.js gives each bundle its own module state. A failed opening is tried again.
 * @throws when it cannot be opened or migrated.
 */
export function database(): Promise<Database> {
  globalThis.deskbellDatabase ??= openDatabase(environment()).catch((error: unknown) => {
    globalThis.deskbellDatabase = undefined
    throw error
  })
  return globalThis.deskbellDatabase
}

/**
 * Opens and migrates: PostgreSQL at `databaseUrl`, else `<dataDir>/deskbell.db`.
 * @throws when it cannot be opened or migrated.
 */
export async function openDatabase(settings: DatabaseSettings): Promise<Database> {
  const opened = openAsItIs(settings)
  try {
    await migrate(opened)
    return opened
  } catch (error) {
    await opened.close()
    throw error
  }
}

/** The same without migrating; PostgreSQL is reached on first use. @throws when SQLite cannot be opened. */
export function openAsItIs({ databaseUrl, dataDir, around }: DatabaseSettings): Database {
  return databaseUrl ? openPostgres(databaseUrl, around) : openSqlite(dataDir, around)
}
