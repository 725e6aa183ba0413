/** What an app has committed, read from its database as nobody else does: the last word on how often something arrived. */
import { join } from 'node:path'
import SqliteConnection from 'better-sqlite3'
import type { App } from './app.ts'

/** How many accepted messages have this text in them. */
export function countRows(app: App, text: string): number {
  const database = new SqliteConnection(join(app.dataDir, 'deskbell.db'), { readonly: true })
  const rows = database.prepare('select count(*) as rows from outbox where instr(payload, ?) > 0')
  const [count = 0] = rows.pluck().all(text)
  database.close()
  return Number(count)
}
