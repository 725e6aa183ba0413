/** Moving house: every row of an embedded installation into an empty PostgreSQL, all of them or none, and compared one by one. */
import { type Kysely, sql, type Transaction } from 'kysely'
import type { Database } from './db.ts'
import type { Schema } from './schema.ts'

/** What each row is told from the others by, in an order in which each names only rows that are there already. */
const keys = {
  thread: ['id'],
  thread_link: ['token_hash'],
  identity_session: ['token_hash'],
  desk_visit: ['token_hash'],
  desk_seen: ['email', 'slug'],
  mail: ['id'],
  mail_quota: ['key'],
  outbox: ['id'],
  alert: ['key'],
  kept_form: ['id'],
  tally: ['key'],
  upload: ['id'],
  helpdesk_conversation: ['id'],
  helpdesk_message: ['id'],
  helpdesk_tag: ['conversation_id', 'tag'],
  helpdesk_tally: ['label', 'slice', 'channel', 'origin', 'from_staff'],
  helpdesk_tag_set: ['tag', 'tag_set'],
  helpdesk_word: ['conversation_id', 'word'],
  helpdesk_staff: ['email'],
  helpdesk_template: ['id'],
  helpdesk_data: ['conversation_id', 'key'],
  helpdesk_follower: ['conversation_id', 'email'],
  helpdesk_contact: ['id'],
} satisfies { readonly [Table in keyof Schema]: readonly (keyof Schema[Table])[] }

type Row = Readonly<Record<string, unknown>>

/** Rows of one statement; times their columns they stay within the parameters that PostgreSQL takes. */
const rowsAtOnce = 500

/** The move cannot be made, or was not right; the target is as it was. */
export class MoveError extends Error {
  override readonly name = 'MoveError'
}

/**
 * Copies every row from `source` to `target`, both of this version, and compares each. Nobody may write to `source`
 * meanwhile. @returns how many rows each table has. @throws MoveError when the target is not empty or a row is not the same.
 */
export async function moveRows(source: Database, target: Database): Promise<Map<string, number>> {
  await assertEmpty(target)
  return target.kysely.transaction().execute(async (transaction) => {
    const counts = new Map<string, number>()
    for (const [table, key] of Object.entries(keys)) {
      let rows = 0
      for await (const batch of batchesOf(source.kysely, table)) {
        await insert(transaction, table, batch)
        await compare(transaction, table, key, batch)
        rows += batch.length
      }
      if ((await countRows(transaction, table)) !== rows)
        throw new MoveError(`${table} has other rows than before`)
      counts.set(table, rows)
    }
    return counts
  })
}

async function assertEmpty({ kysely }: Database): Promise<void> {
  for (const table of Object.keys(keys)) {
    const rows = await countRows(kysely, table)
    if (rows > 0) throw new MoveError(`the PostgreSQL database is not empty: ${table} has ${rows} rows`)
  }
}

async function countRows(kysely: Kysely<Schema>, table: string): Promise<number> {
  const { rows } = await sql<{ rows: number }>`select count(*) as rows from ${sql.table(table)}`.execute(
    kysely,
  )
  return Number(rows[0]?.rows)
}

async function* batchesOf(kysely: Kysely<Schema>, table: string): AsyncGenerator<readonly Row[]> {
  const all = kysely.selectFrom(sql<Row>`${sql.table(table)}`.as('row')).selectAll()
  let batch: Row[] = []
  for await (const row of all.stream()) {
    batch.push(row)
    if (batch.length < rowsAtOnce) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

async function insert(target: Transaction<Schema>, table: string, batch: readonly Row[]): Promise<void> {
  const columns = Object.keys(batch[0] ?? {})
  const rows = batch.map((row) => tuple(columns.map((column) => row[column])))
  const names = sql.join(columns.map((column) => sql.ref(column)))
  await sql`insert into ${sql.table(table)} (${names}) values ${sql.join(rows)}`.execute(target)
}

async function compare(
  target: Transaction<Schema>,
  table: string,
  key: readonly string[],
  batch: readonly Row[],
): Promise<void> {
  const wanted = batch.map((row) => tuple(key.map((column) => row[column])))
  const names = sql.join(key.map((column) => sql.ref(column)))
  const { rows } =
    await sql<Row>`select * from ${sql.table(table)} where (${names}) in (${sql.join(wanted)})`.execute(
      target,
    )
  const arrived = new Map(rows.map((row) => [nameOf(row, key), asText(row)]))
  const other = batch.find((row) => arrived.get(nameOf(row, key)) !== asText(row))
  if (other) throw new MoveError(`${table}: the row ${nameOf(other, key)} is not the same in PostgreSQL`)
}

const tuple = (values: readonly unknown[]) => sql`(${sql.join(values)})`

const nameOf = (row: Row, key: readonly string[]) => JSON.stringify(key.map((column) => row[column]))

/** The columns of a table were added in another order on an older database. */
const asText = (row: Row) =>
  JSON.stringify(Object.entries(row).sort(([left], [right]) => (left < right ? -1 : 1)))
