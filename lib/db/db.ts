/** The database port: one Kysely, whichever engine is behind it. */
import type { Dialect, Kysely } from 'kysely'
import type { Schema } from './schema.ts'

export interface Database {
  readonly kysely: Kysely<Schema>
  readonly engine: 'sqlite' | 'postgres'
  /** Ends all connections; the database must not be used afterwards. */
  close(): Promise<void>
}

export interface DatabaseSettings {
  readonly databaseUrl: string | null
  readonly dataDir: string
  /** Stands between us and the database; a test that counts or ends side effects does. */
  readonly around?: (dialect: Dialect) => Dialect
}
