/** SQLite as everybody shares it: what is written at one moment is committed together, and nobody hears of it before. */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate as turnOfLoop } from 'node:timers/promises'
import SqliteConnection from 'better-sqlite3'
import { Kysely, sql } from 'kysely'
import { afterEach, expect, test } from 'vitest'
import { createSqliteDialect } from './sqlite-driver.ts'

interface Notes {
  readonly note: { readonly id: number; readonly of: number | null; readonly text: string }
}

const opened: { destroy(): Promise<void> }[] = []
afterEach(async () => {
  for (const kysely of opened.splice(0)) await kysely.destroy()
})

/** A database with one table, and what was asked of SQLite itself. */
function openNotes(path = join(mkdtempSync(join(tmpdir(), 'deskbell-sqlite-')), 'notes.db')) {
  const asked: string[] = []
  const sqlite = new SqliteConnection(path, { timeout: 0, verbose: (text) => asked.push(String(text)) })
  sqlite.pragma('journal_mode = WAL')
  sqlite.pragma('foreign_keys = ON')
  sqlite.exec(
    'create table if not exists note (id integer primary key, "of" integer references note deferrable initially deferred, text text not null)',
  )
  const kysely = new Kysely<Notes>({ dialect: createSqliteDialect(sqlite) })
  opened.push(kysely)
  const commits = () => asked.filter((text) => text === 'commit').length
  return { path, kysely, sqlite, asked, commits }
}

const insert = (kysely: Kysely<Notes>, id: number, given: { of?: number; text?: string } = {}) =>
  kysely
    .insertInto('note')
    .values({ id, of: given.of ?? null, text: given.text ?? 'x' })
    .execute()

const inTransaction = (kysely: Kysely<Notes>, id: number, given: { of?: number; text?: string } = {}) =>
  kysely.transaction().execute(async (transaction) => {
    await insert(transaction, id, given)
    await insert(transaction, id + 1_000)
  })

/** As another process sees it: what is committed. */
function committedIds(path: string): number[] {
  const other = new SqliteConnection(path, { readonly: true })
  const ids = other.prepare<[], number>('select id from note order by id').pluck().all()
  other.close()
  return ids
}

const outcomes = async (all: readonly Promise<unknown>[]) =>
  (await Promise.allSettled(all)).map(({ status }) => status)

test('a hundred who write at one moment share one commit, and each hears of theirs only after it', async () => {
  const { kysely, path, commits } = openNotes()
  const heardEarly: number[] = []
  await Promise.all(
    Array.from({ length: 100 }, async (_, id) => {
      await (id % 2 === 0 ? inTransaction(kysely, id) : insert(kysely, id))
      if (commits() === 0) heardEarly.push(id)
    }),
  )
  expect(heardEarly).toEqual([])
  expect(commits()).toBe(1)
  expect(committedIds(path)).toHaveLength(150)
})

test('whoever reads what is not yet committed hears of it when it is', async () => {
  const { kysely, commits } = openNotes()
  const writing = insert(kysely, 1)
  const rows = await kysely.selectFrom('note').select('id').execute()
  expect({ rows, commits: commits() }).toEqual({ rows: [{ id: 1 }], commits: 1 })
  await writing
})

test('one that fails takes nobody along, and leaves nothing behind', async () => {
  const { kysely, path } = openNotes()
  const all = [
    inTransaction(kysely, 1),
    inTransaction(kysely, 1),
    insert(kysely, 2),
    insert(kysely, 2),
    inTransaction(kysely, 3).then(() => inTransaction(kysely, 4)),
    kysely.transaction().execute(async (transaction) => {
      await insert(transaction, 5)
      throw new Error('as told')
    }),
  ]
  const [fulfilled, rejected] = ['fulfilled', 'rejected']
  expect(await outcomes(all)).toEqual([fulfilled, rejected, fulfilled, rejected, fulfilled, rejected])
  expect(committedIds(path)).toEqual([1, 2, 3, 4, 1001, 1003, 1004])
})

test('the first of a group that fails takes nobody along either', async () => {
  const { kysely, path } = openNotes()
  const failing = kysely.transaction().execute(async (transaction) => {
    await insert(transaction, 1)
    throw new Error('as told')
  })
  expect(await outcomes([failing, inTransaction(kysely, 2)])).toEqual(['rejected', 'fulfilled'])
  expect(committedIds(path)).toEqual([2, 1002])
})

test('when the commit fails all of its group hear so, nothing of it is stored, and the next one goes through', async () => {
  const { kysely, path } = openNotes()
  const orphan = insert(kysely, 1, { of: 99 })
  const all = [inTransaction(kysely, 2), orphan, kysely.selectFrom('note').selectAll().execute()]
  expect(await outcomes(all)).toEqual(['rejected', 'rejected', 'rejected'])
  expect(committedIds(path)).toEqual([])
  await inTransaction(kysely, 3)
  expect(committedIds(path)).toEqual([3, 1003])
})

test('when the disk is full in the middle of it, what each hears is what became of theirs', async () => {
  const { kysely, sqlite, path } = openNotes()
  await insert(kysely, 1)
  const before = Number(sqlite.pragma('max_page_count', { simple: true }))
  sqlite.pragma(`max_page_count = ${Number(sqlite.pragma('page_count', { simple: true })) + 2}`)
  const large = { text: 'x'.repeat(100_000) }
  const heard = await outcomes([insert(kysely, 2), inTransaction(kysely, 3, large), insert(kysely, 4)])
  const told = [2, 3, 4].filter((_, index) => heard[index] === 'fulfilled')
  expect(told).not.toContain(3)
  expect(committedIds(path)).toEqual([1, ...told])
  sqlite.pragma(`max_page_count = ${before}`)
  await inTransaction(kysely, 5)
  expect(committedIds(path)).toEqual([1, ...told, 5, 1005])
})

test('another process that has the lock is waited for, while everything else in this one goes on', async () => {
  const { kysely, path } = openNotes()
  const other = new SqliteConnection(path)
  other.exec('begin immediate')
  const writing = inTransaction(kysely, 1)
  for (let turn = 0; turn < 20; turn += 1) await turnOfLoop()
  expect(committedIds(path)).toEqual([])
  other.exec('commit')
  other.close()
  await writing
  expect(committedIds(path)).toEqual([1, 1001])
})

test('a transaction that somebody words themselves has the connection for itself', async () => {
  const { kysely, path } = openNotes()
  const before = insert(kysely, 1)
  const alone = kysely.connection().execute(async (connection) => {
    await sql`begin immediate`.execute(connection)
    await insert(connection, 2)
    await turnOfLoop()
    await sql`rollback`.execute(connection)
  })
  await Promise.all([before, alone, insert(kysely, 3)])
  expect(committedIds(path)).toEqual([1, 3])
})

test('a database that is closed leaves nobody waiting', async () => {
  const { kysely, path, asked } = openNotes()
  const writing = insert(kysely, 1)
  while (!asked.some((text) => text.startsWith('insert'))) await Promise.resolve()
  await kysely.destroy()
  expect(await outcomes([writing])).toEqual(['rejected'])
  expect(committedIds(path)).toEqual([])
})

test('a limit is no parameter: the plan of a statement is made once', async () => {
  const { kysely, asked } = openNotes()
  for (const id of [1, 2, 3]) await insert(kysely, id)
  const last = kysely.selectFrom('note').select('id').where('id', '<', 3).orderBy('id', 'desc').limit(1)
  expect(await last.execute()).toEqual([{ id: 2 }])
  expect(last.compile()).toMatchObject({ parameters: [3], sql: expect.stringMatching(/ limit 1$/) })
  expect(asked.at(-1)).toMatch(/ limit 1$/)
})
