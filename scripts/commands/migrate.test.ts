/** An operator moves a grown installation to PostgreSQL: all of it, the same, or nothing. */
import { randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import pg from 'pg'
import S3rver from 's3rver'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '#lib/db/db.ts'
import { hashOf } from '#lib/db/hash.ts'
import { openDatabase } from '#lib/db/open.ts'
import { startPostgres } from '#lib/db/postgres.testing.ts'
import { readEnvironment } from '#lib/env/env.ts'
import { createDiskFiles } from '#lib/files/disk.ts'
import { receive } from '#lib/files/received.ts'
import { createS3Files } from '#lib/files/s3.ts'
import { npmRun } from './command.testing.ts'

let server: Awaited<ReturnType<typeof startPostgres>>
const store = new S3rver({
  port: 0,
  address: '127.0.0.1',
  silent: true,
  directory: mkdtempSync(join(tmpdir(), 'deskbell-s3-')),
  configureBuckets: [{ name: 'files' }],
})
let storePort = 0
beforeAll(async () => {
  server = await startPostgres()
  storePort = (await store.run()).port
})
afterAll(async () => {
  await server.stop()
  await store.close()
})

async function emptyPostgres(): Promise<string> {
  const name = `move_${randomBytes(6).toString('hex')}`
  const client = new pg.Client(server.url)
  await client.connect()
  await client.query(`create database ${name}`)
  await client.end()
  return Object.assign(new URL(server.url), { pathname: `/${name}` }).href
}

/** Rows in every table, more than go into one statement, with all that a text, a number and a lack can be. */
async function growInstallation(): Promise<{
  dataDir: string
  tables: Map<string, unknown[]>
  file: string
}> {
  const dataDir = mkdtempSync(join(tmpdir(), 'deskbell-move-'))
  readEnvironment({ DATA_DIR: dataDir })
  const database = await openDatabase({ databaseUrl: null, dataDir })
  const tables = await tablesOf(database)
  for (const [table, columns] of tables) {
    for (let count = 0; count < (table === 'outbox' ? 1_201 : 3); count += 1) {
      const values = columns.map(({ name, dataType, isNullable }) =>
        valueFor(name, dataType, isNullable, count),
      )
      const names = sql.join(columns.map(({ name }) => sql.ref(name)))
      await sql`insert into ${sql.table(table)} (${names}) values (${sql.join(values)})`.execute(
        database.kysely,
      )
    }
  }
  const file = await keepFile(database, dataDir)
  const rows = await readAll(database)
  await database.close()
  return { dataDir, tables: rows, file }
}

async function tablesOf({ kysely }: Database) {
  const tables = (await kysely.introspection.getTables()).filter(({ name }) => !name.startsWith('kysely_'))
  const isAfter = (name: string) => ['thread', 'helpdesk_conversation'].indexOf(name) < 0
  return tables
    .sort((left, right) => Number(isAfter(left.name)) - Number(isAfter(right.name)))
    .map(({ name, columns }) => [name, columns] as const)
}

function valueFor(
  name: string,
  type: string,
  isNullable: boolean,
  count: number,
): string | number | Buffer | null {
  if (name === 'thread_id') return `id ${count % 3}`
  if (name === 'conversation_id') return `id ${count % 3}`
  if (name === 'id') return `id ${count}`
  if (isNullable && count === 1 && !/^(id|key|token_hash)$/.test(name)) return null
  if (type === 'bytea') return Buffer.from([count, 0, 255, 92])
  if (/int/i.test(type)) return name.endsWith('_ms') ? 1_772_355_600_000 + count : count
  return `${name} ${count} – 'quoted' “Łódź” \u{1f600} שלום\nline \\ %s $1 `
}

async function keepFile({ kysely }: Database, dataDir: string): Promise<string> {
  const id = randomBytes(16).toString('hex')
  const folder = join(dataDir, 'uploads')
  const content = (async function* () {
    yield randomBytes(300_000)
  })()
  const received = await receive(content, join(folder, 'incoming'), 1_000_000)
  await createDiskFiles(folder).put(id, received)
  const facts = { bytes: received.bytes, sha256: received.sha256, state: 'ready' as const, attached: 1 }
  const row = { id, owner_hash: hashOf('a'), sender_hash: null, name: 'a.txt', kind: 'txt', ...facts }
  await kysely.deleteFrom('upload').execute()
  await kysely
    .insertInto('upload')
    .values({ ...row, created_ms: 1, expires_ms: 2 ** 52 })
    .execute()
  return id
}

async function readAll(database: Database): Promise<Map<string, unknown[]>> {
  const all = new Map<string, unknown[]>()
  for (const [table, columns] of await tablesOf(database)) {
    const names = sql.join(
      columns
        .map(({ name }) => name)
        .sort()
        .map((name) => sql.ref(name)),
    )
    const { rows } = await sql`select ${names} from ${sql.table(table)}`.execute(database.kysely)
    all.set(table, rows.map((row) => JSON.stringify(row)).sort())
  }
  return all
}

const settingsOf = (dataDir: string, databaseUrl: string) => ({
  DATA_DIR: dataDir,
  DATABASE_URL: databaseUrl,
  APP_SECRET: readFileSync(join(dataDir, 'secret'), 'utf8'),
})
const move = (environment: Readonly<Record<string, string>>) => npmRun(['migrate:postgres'], environment)

test('every row and every file is moved and is the same; a second time it is refused and changes nothing', async () => {
  const { dataDir, tables, file } = await growInstallation()
  const databaseUrl = await emptyPostgres()
  const s3 = {
    S3_ENDPOINT: `http://127.0.0.1:${storePort}`,
    S3_BUCKET: 'files',
    S3_ACCESS_KEY_ID: 'S3RVER',
    S3_SECRET_ACCESS_KEY: 'S3RVER',
  }
  const moved = await move({ ...settingsOf(dataDir, databaseUrl), ...s3 })
  expect(moved).toMatchObject({ code: 0, err: '' })
  expect(moved.out).toContain('outbox: 1201 rows, each the same')
  expect(moved.out).toContain('1 files are in the bucket, each with the same bytes')
  expect(moved.out).toContain('what is in DATA_DIR is not used any more')
  const target = await openDatabase({ databaseUrl, dataDir })
  expect(await readAll(target)).toEqual(tables)
  await target.close()
  const { S3_ENDPOINT: endpoint } = s3
  const credentials = { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' }
  const bucket = createS3Files({ endpoint, region: 'us-east-1', bucket: 'files', ...credentials })
  const chunks: Uint8Array[] = []
  for await (const chunk of (await bucket.get(file)) ?? []) chunks.push(chunk)
  expect(Buffer.concat(chunks)).toEqual(readFileSync(join(dataDir, 'uploads', file.slice(0, 2), file)))

  const again = await move({ ...settingsOf(dataDir, databaseUrl), ...s3 })
  expect(again.code).toBe(1)
  expect(again.err).toBe('Nothing was moved: the PostgreSQL database is not empty: thread has 3 rows.\n')
}, 120_000)

test('without a bucket the files stay on the disk, and nobody is told that they are not needed', async () => {
  const { dataDir, file } = await growInstallation()
  const moved = await move(settingsOf(dataDir, await emptyPostgres()))
  expect(moved).toMatchObject({ code: 0, err: '' })
  expect(moved.out).toContain(`of DATA_DIR only ${join(dataDir, 'uploads')} is still used`)
  expect(existsSync(join(dataDir, 'uploads', file.slice(0, 2), file))).toBe(true)
}, 120_000)

test('what PostgreSQL does not take leaves nothing behind', async () => {
  const { dataDir } = await growInstallation()
  const source = await openDatabase({ databaseUrl: null, dataDir })
  await source.kysely
    .updateTable('helpdesk_contact')
    .set({ name: 'a \0 b' })
    .where('id', '=', 'id 2')
    .execute()
  await source.close()
  const databaseUrl = await emptyPostgres()
  expect((await move(settingsOf(dataDir, databaseUrl))).code).toBe(1)
  const target = await openDatabase({ databaseUrl, dataDir })
  expect([...(await readAll(target)).values()].flat()).toEqual([])
  await target.close()
}, 120_000)

test('nothing is moved while Deskbell runs, without its secret, or from nowhere', async () => {
  const { dataDir } = await growInstallation()
  const settings = settingsOf(dataDir, await emptyPostgres())
  const running = await openDatabase({ databaseUrl: null, dataDir })
  expect((await move(settings)).err).toContain('Stop Deskbell first')
  await running.close()
  expect((await move({ ...settings, APP_SECRET: 'x'.repeat(32) })).err).toContain(
    'APP_SECRET needs the secret in',
  )
  expect((await move({ DATA_DIR: dataDir })).err).toContain('DATABASE_URL needs')
  const empty = mkdtempSync(join(tmpdir(), 'deskbell-move-'))
  expect((await move({ ...settings, DATA_DIR: empty })).err).toContain('There is no installation to move')
}, 120_000)
