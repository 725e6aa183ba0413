/** The database port: one Kysely over SQLite or PostgreSQL, opened on first use and migrated once. */

import type { Kysely } from 'kysely'
import { environment } from '#lib/env/env.ts'
import { migrate } from './migrate.ts'
import { openPostgres } from './postgres.ts'
import type { Schema } from './schema.ts'
import { openSqlite } from './sqlite.ts'

export interface Database {
  readonly kysely: Kysely<Schema>
  readonly engine: 'sqlite' | 'postgres'
  /** Ends all connections; the database must not be used afterwards. */
  close(): Promise<void>
}

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

export interface DatabaseSettings {
  readonly databaseUrl: string | null
  readonly dataDir: string
}

/**
 * Opens and migrates: PostgreSQL at `databaseUrl`, else `<dataDir>/deskbell.db`.
 * @throws when it cannot be opened or migrated.
 */
export async function openDatabase(settings: DatabaseSettings): Promise<Database> {
  const opened = openAsItIs(settings)
  try {
    await migrate(opened.kysely)
    return opened
  } catch (error) {
    await opened.close()
    throw error
  }
}

/** The same without migrating; PostgreSQL is reached on first use. @throws when SQLite cannot be opened. */
export function openAsItIs({ databaseUrl, dataDir }: DatabaseSettings): Database {
  return databaseUrl ? openPostgres(databaseUrl) : openSqlite(dataDir)
}
