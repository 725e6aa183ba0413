/** Empty databases for many short runs: each is a copy of one that was migrated once. */
import { randomBytes } from 'node:crypto'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Dialect, type RawBuilder, sql } from 'kysely'
import pg from 'pg'
import type { Database } from '#lib/db/db.ts'
import { openAsItIs, openDatabase } from '#lib/db/open.ts'
import { startPostgres } from '#lib/db/postgres.testing.ts'

export interface Store {
  /** A folder of this run's own, for files. */
  readonly folder: string
  open(around?: (dialect: Dialect) => Dialect): Database
  /** Cuts off whoever died with a connection in hand: their transactions never were. */
  cutOff(dead: Database): Promise<void>
  remove(): Promise<void>
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
  let count = 0
  async function createEmpty(): Promise<Store> {
    count += 1
    const dataDir = join(folder, String(count))
    mkdirSync(dataDir)
    return {
      folder: dataDir,
      open: (around) => openAsItIs({ databaseUrl: null, dataDir, ...(around && { around }) }),
      cutOff: (dead) => dead.close(),
      async remove() {
        rmSync(dataDir, { recursive: true })
      },
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

/** The one at TEST_DATABASE_URL, or one of its own that lives as long as we do. Its stores are one after the other. */
export async function startPostgresEngine(): Promise<Engine> {
  const server = process.env.TEST_DATABASE_URL
    ? { url: process.env.TEST_DATABASE_URL, stop: async () => {} }
    : await startPostgres({ folder: place(), flags: ['-c', 'fsync=off'] })
  // One connection; what is asked of it at the same time waits.
  const admin = new pg.Pool({ connectionString: server.url, max: 1 })
  // A connection that ends with the server is no trouble.
  admin.on('error', () => {})
  const name = `chaos_${randomBytes(4).toString('hex')}`
  await admin.query(`create database ${name}`)
  const url = Object.assign(new URL(server.url), { pathname: `/${name}` }).href
  const template = await openDatabase({ databaseUrl: url, dataDir: '' })
  const empty = await emptying(template)
  const disconnect = (application: string) =>
    admin.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and application_name like $2',
      [name, application],
    )
  const files = place()
  function storeAt(): Store {
    const folder = mkdtempSync(join(files, 'store-'))
    const applications = new Map<Database, string>()
    return {
      folder,
      open(around) {
        // Who only looks on needs no connection of its own: those are what takes longest here.
        if (!around) return { ...template, close: async () => {} }
        const application = `process${applications.size}`
        const databaseUrl = `${url}?application_name=${application}`
        const opened = openAsItIs({ databaseUrl, dataDir: '', around })
        applications.set(opened, application)
        return opened
      },
      async cutOff(dead) {
        await disconnect(applications.get(dead) ?? '')
      },
      async remove() {
        await disconnect('process%')
        rmSync(folder, { recursive: true })
      },
    }
  }
  return {
    name: 'postgres',
    async create() {
      await empty.execute(template.kysely)
      return storeAt()
    },
    async createEmpty() {
      await sql`drop schema public cascade; create schema public`.execute(template.kysely)
      return storeAt()
    },
    async stop() {
      await template.close()
      await admin.query(`drop database ${name} with (force)`)
      await admin.end()
      await server.stop()
      removeFolder(files)
    },
  }
}

/** One statement, so that no foreign key minds the order; to truncate them takes ten times as long. */
async function emptying({ kysely }: Database): Promise<RawBuilder<unknown>> {
  const tables = (await kysely.introspection.getTables()).filter(({ name }) => !name.startsWith('kysely_'))
  const deletes = tables.map(({ name }) => sql`${sql.ref(`in_${name}`)} as (delete from ${sql.table(name)})`)
  return sql`with ${sql.join(deletes)} select`
}
