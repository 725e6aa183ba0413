/** The database as the next start will find it: there, durable, and of which version. */
import { sql } from 'kysely'
import type { Database, DatabaseSettings } from '#lib/db/db.ts'
import { countMigrations } from '#lib/db/migrate.ts'
import { openAsItIs } from '#lib/db/open.ts'
import type { Finding } from '#lib/helpdesk/inspection.ts'

export interface DatabaseExamination {
  readonly findings: readonly Finding[]
  /** Empty, or of this version: it can be worked with and nobody's tables change by that. */
  readonly usable: boolean
}

/** Opens it as it is, migrates nothing, and closes it. */
export async function examineDatabase(settings: DatabaseSettings): Promise<DatabaseExamination> {
  const about = settings.databaseUrl ? 'database (PostgreSQL)' : 'database (SQLite)'
  let database: Database | null = null
  try {
    database = openAsItIs(settings)
    const losses = database.engine === 'postgres' ? await lossesOf(database) : []
    const { all, pending } = await countMigrations(database.kysely)
    const usable = pending === 0 || pending === all
    return { usable, findings: [versionFinding(about, { all, pending }), durabilityFinding(losses)] }
  } catch (error) {
    const where = settings.databaseUrl ? 'DATABASE_URL' : 'DATA_DIR'
    const remedy = `Check ${where}, and whether the database is up and lets this user in.`
    const found = `cannot be used: ${reasonOf(error)}`
    return { usable: false, findings: [{ verdict: 'fail', about, found, remedy }] }
  } finally {
    await database?.close()
  }
}

function versionFinding(about: string, { all, pending }: { all: number; pending: number }): Finding {
  if (pending === 0) return { verdict: 'ok', about, found: 'opens, and is of this version', remedy: null }
  if (pending === all) return { verdict: 'ok', about, found: 'opens, and is empty', remedy: null }
  const found = `opens; ${pending} of its ${all} migrations are still to be run`
  return { verdict: 'warn', about, found, remedy: 'The next start runs them.' }
}

/** Settings with which PostgreSQL confirms what a power cut takes away again; SQLite's are checked when it opens. */
async function lossesOf({ kysely }: Database): Promise<string[]> {
  const names = ['fsync', 'synchronous_commit', 'full_page_writes']
  const query = sql<{ name: string; setting: string }>`
    select name, setting from pg_settings where name in (${sql.join(names)}) and setting = 'off'`
  const { rows } = await query.execute(kysely)
  return rows.map(({ name }) => name)
}

function durabilityFinding(losses: readonly string[]): Finding {
  const about = 'durability'
  if (losses.length === 0)
    return { verdict: 'ok', about, found: 'what is confirmed is on disk', remedy: null }
  const found = `PostgreSQL runs without ${losses.join(' and ')}: a power cut would take what was confirmed`
  return { verdict: 'fail', about, found, remedy: `Switch ${losses.join(' and ')} on.` }
}

/** One line; drivers put several attempts into one error, and its own message may be empty. */
function reasonOf(error: unknown): string {
  const inner = error instanceof AggregateError ? error.errors[0] : error
  return (inner instanceof Error ? inner.message || inner.name : String(inner)).split('\n')[0] ?? ''
}
