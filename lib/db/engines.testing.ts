/** Runs a suite on every database that Deskbell supports: the promises are the same on both. */
import { randomBytes } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe } from 'vitest'
import type { Database } from './db.ts'
import { openDatabase } from './open.ts'
import { startPostgres } from './postgres.testing.ts'

/** Opens a database for one test, or, given where it is, the same once more as another process would. */
export type OpenEngine = (where?: Where) => Promise<Database & { readonly where: Where }>

export interface Where {
  readonly databaseUrl: string | null
  readonly dataDir: string
}

/** The same place for a process to which PostgreSQL gives its least clever plan: each row is looked up one by one. */
export const withPlainPlans = (where: Where): Where =>
  where.databaseUrl === null
    ? where
    : { ...where, databaseUrl: `${where.databaseUrl}?options=${encodeURIComponent(plainPlans)}` }

const plainPlans = ['hashjoin', 'mergejoin', 'material', 'hashagg', 'sort']
  .map((method) => `-c enable_${method}=off`)
  .join(' ')

/** `suite` gets an opener of empty databases; all that it opened are closed after each test. */
export function onEachEngine(suite: (open: OpenEngine) => void): void {
  describe('on SQLite', () => {
    suite(openerOf(async () => ({ databaseUrl: null, dataDir: newFolder() })))
  })
  describe('on PostgreSQL', () => {
    let server: Awaited<ReturnType<typeof startPostgres>>
    beforeAll(async () => {
      server = await startPostgres()
    })
    afterAll(() => server.stop())
    suite(openerOf(async () => ({ databaseUrl: await createDatabase(server.url), dataDir: newFolder() })))
  })
}

function openerOf(place: () => Promise<Where>): OpenEngine {
  const opened: Database[] = []
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((database) => database.close()))
  })
  return async (given) => {
    const where = given ?? (await place())
    const database = await openDatabase(where)
    opened.push(database)
    return { ...database, where }
  }
}

const newFolder = () => mkdtempSync(join(tmpdir(), 'deskbell-db-'))

async function createDatabase(serverUrl: string): Promise<string> {
  const name = `test_${randomBytes(6).toString('hex')}`
  const client = new pg.Client(serverUrl)
  await client.connect()
  await client.query(`create database ${name}`)
  await client.end()
  return Object.assign(new URL(serverUrl), { pathname: `/${name}` }).href
}
