/** Empty databases for many short runs: each is a copy of one that was migrated once. */
import { randomBytes } from 'node:crypto'
import { copyFileSync, cpSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import pg from 'pg'
import type { Database } from '#lib/db/db.ts'
import { openAsItIs, openDatabase } from '#lib/db/open.ts'
import { startPostgres } from '#lib/db/postgres.testing.ts'
import { type Around, keepConnections } from './connections.ts'

export interface Store {
  /** A folder of this run's own, for files. */
  readonly folder: string
  open(around?: Around): Database
  /** Cuts off whoever died with a connection in hand: their transactions never were. */
  cutOff(dead: Database): Promise<void>
  /** What there is while nobody but the spectator has it open. */
  save(): Promise<SavedStore>
  remove(): Promise<void>
}

export interface SavedStore {
  /** Another with the same in it. */
  restore(): Promise<Store>
  drop(): void
}

export interface Engine {
  readonly name: 'sqlite' | 'postgres'
  create(): Promise<Store>
  /** One that no start has been at yet. */
  createEmpty(): Promise<Store>
  stop(): Promise<void>
}

/** In memory where that can be had: what these crashes end is a process; what a power cut leaves is shown by a trace of syncs. */
const memory = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()

/** A folder that is gone when this process is; one that was killed outright leaves it to the next. */
function place(): string {
  for (const name of readdirSync(memory)) {
    const [, owner] = /^deskbell-chaos-(\d+)-/.exec(name) ?? []
    const path = join(memory, name)
    // Somebody else's are theirs to remove.
    if (owner && !isAlive(Number(owner)) && statSync(path).uid === process.getuid?.()) removeFolder(path)
  }
  const folder = mkdtempSync(join(memory, `deskbell-chaos-${process.pid}-`))
  process.on('exit', () => removeFolder(folder))
  return folder
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

const removeFolder = (path: string) => rmSync(path, { recursive: true, force: true })

export async function startSqlite(): Promise<Engine> {
  const folder = place()
  const template = await openDatabase({ databaseUrl: null, dataDir: folder })
  await template.close()
  async function createEmpty(): Promise<Store> {
    const dataDir = mkdtempSync(join(folder, 'store-'))
    const open: Store['open'] = (around) =>
      openAsItIs({ databaseUrl: null, dataDir, ...(around && { around }) })
    return {
      folder: dataDir,
      open,
      cutOff: (dead) => dead.close(),
      async save() {
        const spectator = open()
        await sql`pragma wal_checkpoint(truncate)`.execute(spectator.kysely)
        await spectator.close()
        return saveFolder(dataDir, createEmpty)
      },
      remove: async () => removeFolder(dataDir),
    }
  }
  return {
    name: 'sqlite',
    createEmpty,
    async create() {
      const store = await createEmpty()
      copyFileSync(join(folder, 'deskbell.db'), join(store.folder, 'deskbell.db'))
      return store
    },
    async stop() {
      removeFolder(folder)
    },
  }
}

/** What no process has in its hands. */
function saveFolder(folder: string, create: () => Promise<Store>): SavedStore {
  const saved = `${folder}-saved`
  const copy = (from: string, to: string) =>
    cpSync(from, to, { recursive: true, filter: (path) => !/-(?:wal|shm)$/.test(path) })
  copy(folder, saved)
  return {
    async restore() {
      const store = await create()
      copy(saved, store.folder)
      return store
    },
    drop: () => removeFolder(saved),
  }
}

/** The one at TEST_DATABASE_URL, or one of its own that lives as long as we do. Its stores are one after the other. */
export async function startPostgresEngine(): Promise<Engine> {
  const server = process.env.TEST_DATABASE_URL
    ? { url: process.env.TEST_DATABASE_URL, stop: async () => {} }
    : await startPostgres({ folder: place(), flags: ['-c', 'fsync=off'] })
  // One connection; what is asked of it at the same time waits.
  const admin = new pg.Pool({ connectionString: server.url, max: 1 })
  // A connection that ends with the server, or with the database, is no trouble.
  admin.on('error', () => {})
  const name = `chaos_${randomBytes(4).toString('hex')}`
  await admin.query(`create database ${name}`)
  const url = Object.assign(new URL(server.url), { pathname: `/${name}` }).href
  const template = await openDatabase({ databaseUrl: url, dataDir: '' })
  const connections = keepConnections((around) => openAsItIs({ databaseUrl: url, dataDir: '', around }))
  const rows = rowsOf(await tablesOf(template))
  const cleaner = new pg.Pool({ connectionString: url, max: 1 })
  cleaner.on('error', () => {})
  const files = place()
  function createStore(): Store {
    const folder = mkdtempSync(join(files, 'store-'))
    return {
      folder,
      // Whoever only looks on shares one connection.
      open: (around) => (around ? connections.lend(around) : { ...template, close: async () => {} }),
      cutOff: (dead) => connections.takeBack(dead),
      async save() {
        const all = await cleaner.query<Record<string, string | null>>(rows.read)
        const values = Object.values(all.rows[0] ?? {})
        return saveFolder(folder, async () => {
          await cleaner.query(rows.empty)
          await cleaner.query({ ...rows.fill, values })
          return createStore()
        })
      },
      remove: async () => removeFolder(folder),
    }
  }
  return {
    name: 'postgres',
    async create() {
      await cleaner.query(rows.empty)
      return createStore()
    },
    async createEmpty() {
      await sql`drop schema public cascade; create schema public`.execute(template.kysely)
      return createStore()
    },
    async stop() {
      await connections.end()
      await cleaner.end()
      await template.close()
      await admin.query(`drop database ${name} with (force)`)
      await admin.end()
      await server.stop()
      removeFolder(files)
    },
  }
}

async function tablesOf({ kysely }: Database): Promise<string[]> {
  const tables = await kysely.introspection.getTables()
  return tables.map(({ name }) => name).filter((name) => !name.startsWith('kysely_'))
}

/**
 * One statement each, so that no foreign key minds the order, and prepared once: to plan it takes longer than to do it.
 * To truncate takes ten times as long.
 */
function rowsOf(tables: readonly string[]) {
  const each = (part: (table: string, number: number) => string) =>
    tables.map((table, at) => part(`"${table}"`, at + 1)).join(', ')
  const all = (part: (table: string, number: number) => string) =>
    `with ${each((table, number) => `of_${number} as (${part(table, number)})`)} select`
  return {
    read: {
      name: 'read',
      text: `select ${each((table) => `(select json_agg(r)::text from ${table} r) as ${table}`)}`,
    },
    empty: { name: 'empty', text: all((table) => `delete from ${table}`) },
    fill: {
      name: 'fill',
      text: all(
        (table, number) =>
          `insert into ${table} select * from json_populate_recordset(null::${table}, $${number}::json)`,
      ),
    },
  }
}
