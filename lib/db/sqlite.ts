/** SQLite, set so that a committed row survives a power cut: WAL with synchronous=FULL. */
import { join } from 'node:path'
import SqliteConnection from 'better-sqlite3'
import { type Dialect, Kysely } from 'kysely'
import type { Database } from './db.ts'
import type { Schema } from './schema.ts'
import { createSqliteDialect, isBusy } from './sqlite-driver.ts'

/**
 * Opens `<folder>/deskbell.db`, making it if need be.
 * @throws when the file cannot be opened, or SQLite does not take the durable settings.
 */
export function openSqlite(folder: string, around = unchanged): Database {
  const connection = new SqliteConnection(join(folder, 'deskbell.db'), { timeout: openWithinMs })
  connection.pragma('journal_mode = WAL')
  connection.pragma('synchronous = FULL')
  connection.pragma('foreign_keys = ON')
  assertDurable(connection)
  // From here on it is the driver that waits, and nobody with it.
  connection.pragma('busy_timeout = 0')
  const kysely = new Kysely<Schema>({ dialect: around(createSqliteDialect(connection)) })
  return { kysely, engine: 'sqlite', close: () => kysely.destroy() }
}

/** Another process may be about to end, or to begin. */
const openWithinMs = 1_000

/** Copies `<folder>/deskbell.db` into `target` as of one moment, however much is written meanwhile. @throws when it cannot. */
export async function copySqlite(folder: string, target: string): Promise<void> {
  const connection = new SqliteConnection(join(folder, 'deskbell.db'), {
    fileMustExist: true,
    readonly: true,
  })
  try {
    await connection.backup(join(target, 'deskbell.db'))
  } finally {
    connection.close()
  }
}

/**
 * Whether another process has the database of `folder` open. Changes nothing: in WAL mode nobody gets all of it for
 * themselves while somebody else is there.
 */
export function isSqliteInUse(folder: string): boolean {
  const connection = new SqliteConnection(join(folder, 'deskbell.db'), { fileMustExist: true, timeout: 0 })
  try {
    connection.pragma('locking_mode = EXCLUSIVE')
    connection.exec('begin exclusive; rollback')
    return false
  } catch (error) {
    if (isBusy(error)) return true
    throw error
  } finally {
    connection.close()
  }
}

const unchanged = (dialect: Dialect) => dialect

/** NORMAL lost 174 of 77,000 acknowledged rows in simulated power cuts; 2 is FULL. @throws if it is not set. */
function assertDurable(connection: SqliteConnection.Database): void {
  const journal = connection.pragma('journal_mode', { simple: true })
  const synchronous = connection.pragma('synchronous', { simple: true })
  if (journal === 'wal' && synchronous === 2) return
  connection.close()
  throw new Error(`SQLite is not durable here: journal_mode=${journal}, synchronous=${synchronous}`)
}
