/** Starts that bring the database up to date: at once with others, cut off half-way, and after a newer version was there. */
import { randomBytes } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { onEachEngine } from './engines.testing.ts'
import { countMigrations } from './migrate.ts'
import { openDatabase } from './open.ts'

const namesIn = async ({ kysely }: Awaited<ReturnType<typeof openDatabase>>) => {
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(
    kysely,
  )
  return rows.map(({ name }) => name)
}

test('many processes that start at once on an empty SQLite file: each migration ran once, and all of them start', async () => {
  const where = { databaseUrl: null, dataDir: mkdtempSync(join(tmpdir(), 'deskbell-migrate-')) }
  const opened = await Promise.all(Array.from({ length: 6 }, () => openDatabase(where)))
  for (const database of opened) {
    const names = await namesIn(database)
    expect(new Set(names).size).toBe(names.length)
    expect((await countMigrations(database.kysely)).pending).toBe(0)
    await database.close()
  }
})

onEachEngine((open) => {
  test('a database that a newer version was at is opened by the version before, and left as it is', async () => {
    const { kysely, where } = await open()
    const name = `9999-${randomBytes(4).toString('hex')}`
    await sql`insert into kysely_migration (name, timestamp) values (${name}, ${new Date().toISOString()})`.execute(
      kysely,
    )
    await kysely.schema.alterTable('thread').addColumn('added_later', 'text').execute()
    const older = await open(where)
    expect((await namesIn(older)).at(-1)).toBe(name)
    expect((await countMigrations(older.kysely)).pending).toBe(0)
    expect(await older.kysely.selectFrom('thread').selectAll().execute()).toEqual([])
  })
})
