/** PostgreSQL, for several instances: a pool whose commits are synchronous and whose bigints are numbers. */
import { type Dialect, Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import type { Database } from './db.ts'
import type { Schema } from './schema.ts'

/** Opens a pool at `url` (connections are made on use). An idle connection that breaks is replaced, not fatal. */
export function openPostgres(url: string, around = unchanged): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: 5_000,
    statement_timeout: 15_000,
    options: '-c synchronous_commit=on',
    types: { getTypeParser },
  })
  pool.on('error', () => {})
  // One that breaks between two statements of a transaction says so in the next one; without a listener it would end the process.
  pool.on('connect', (client) => client.on('error', () => {}))
  const kysely = new Kysely<Schema>({ dialect: around(new PostgresDialect({ pool })) })
  return { kysely, engine: 'postgres', close: () => kysely.destroy() }
}

const unchanged = (dialect: Dialect) => dialect

/** Times in milliseconds and counts fit a double; `pg` would give them as text. */
const getTypeParser: typeof pg.types.getTypeParser = (oid, format) =>
  oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format)
