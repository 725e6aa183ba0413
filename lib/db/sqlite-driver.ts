/** Kysely's way to one SQLite connection: statements are prepared once, and what is written at one time is committed together. */
import { setTimeout as wait } from 'node:timers/promises'
import SqliteConnection from 'better-sqlite3'
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type LimitNode,
  SqliteAdapter,
  SqliteDriver,
  SqliteIntrospector,
  SqliteQueryCompiler,
  ValueNode,
} from 'kysely'
import { createGroupCommit, type GroupCommit } from './group-commit.ts'

/** The connection should not wait for locks by itself: that would hold up everybody in this process. */
export function createSqliteDialect(sqlite: SqliteConnection.Database): Dialect {
  return {
    createDriver: () => createSqliteDriver(sqlite),
    createAdapter: () => new SharedConnection(),
    createQueryCompiler: () => new LimitsInWords(),
    createIntrospector: (kysely) => new SqliteIntrospector(kysely),
  }
}

/** Kysely need not let one in at a time: the driver knows better when the next may come. */
class SharedConnection extends SqliteAdapter {
  override get supportsMultipleConnections() {
    return true
  }
}

/** SQLite plans a statement for the number it is limited to, and again whenever that is a parameter: ten times what it takes to run. */
class LimitsInWords extends SqliteQueryCompiler {
  protected override visitLimit(node: LimitNode) {
    const { limit } = node
    if (!ValueNode.is(limit) || !Number.isSafeInteger(limit.value)) return super.visitLimit(node)
    this.append(`limit ${limit.value}`)
  }
}

function createSqliteDriver(sqlite: SqliteConnection.Database): Driver {
  const prepare = rememberPrepared(sqlite)
  const group = createGroupCommit({
    run: (command) => void prepare(command).run(),
    isInTransaction: () => sqlite.inTransaction,
    patiently,
  })
  const inner = new SqliteDriver({ database: { prepare, close: () => sqlite.close() } })
  const sessions = new WeakMap<DatabaseConnection, Session>()
  const sessionOf = (connection: DatabaseConnection): Session => {
    const session = sessions.get(connection)
    if (!session) throw new Error('not a connection of this driver')
    return session
  }
  return {
    init: () => inner.init(),
    async acquireConnection() {
      const session = createSession(group, await inner.acquireConnection())
      sessions.set(session.connection, session)
      return session.connection
    },
    beginTransaction: (connection) => sessionOf(connection).begin(),
    commitTransaction: (connection) => sessionOf(connection).commit(),
    rollbackTransaction: (connection) => sessionOf(connection).rollback(),
    releaseConnection: async (connection) => sessionOf(connection).release(),
    // Whoever still waits for a commit hears that there is none.
    destroy: () => inner.destroy(),
  }
}

interface Session {
  readonly connection: DatabaseConnection
  begin(): Promise<void>
  commit(): Promise<void>
  rollback(): Promise<void>
  release(): void
}

/** What one user of the connection has under way. */
function createSession(group: GroupCommit, inner: DatabaseConnection): Session {
  let has: 'nothing' | 'a transaction' | 'everything' = 'nothing'

  async function takeEverything(): Promise<void> {
    if (has !== 'nothing') return
    await group.enterAlone()
    has = 'everything'
  }

  return {
    connection: {
      async executeQuery<Row>(query: CompiledQuery) {
        const work = () => inner.executeQuery<Row>(query)
        if (has === 'a transaction') return group.within(work)
        const kind = kinds.get(query.query.kind)
        if (has === 'nothing' && kind) return group.once(kind, work)
        // It may be anything: a setting, or a transaction in its own words.
        await takeEverything()
        return work()
      },
      async *streamQuery<Row>(query: CompiledQuery, chunkSize: number) {
        await takeEverything()
        yield* inner.streamQuery<Row>(query, chunkSize)
      },
    },
    async begin() {
      await group.begin()
      has = 'a transaction'
    },
    commit() {
      has = 'nothing'
      return group.commit()
    },
    // Kysely asks for it after a commit that failed, too.
    async rollback() {
      const isUnderWay = has === 'a transaction'
      has = 'nothing'
      if (isUnderWay) await group.rollback()
    },
    release() {
      if (has === 'everything') group.leave()
      has = 'nothing'
    },
  }
}

/** What is known to be one statement that ends as it began. */
const kinds: ReadonlyMap<string, 'reads' | 'writes'> = new Map([
  ['SelectQueryNode', 'reads'],
  ['InsertQueryNode', 'writes'],
  ['UpdateQueryNode', 'writes'],
  ['DeleteQueryNode', 'writes'],
])

/** To prepare a statement takes longer than to run it. */
function rememberPrepared(sqlite: SqliteConnection.Database) {
  const prepared = new Map<string, SqliteConnection.Statement>()
  return (sql: string): SqliteConnection.Statement => {
    const known = prepared.get(sql)
    if (known) return known
    if (prepared.size === mostPrepared) prepared.clear()
    const statement = sqlite.prepare(sql)
    prepared.set(sql, statement)
    return statement
  }
}

/** Texts; the product has fewer, but for lists of every length. */
const mostPrepared = 500

/** Tries for as long as another process has the lock. @throws SQLITE_BUSY when that is too long. */
async function patiently<Value>(work: () => Promise<Value> | Value): Promise<Value> {
  for (const untilMs = performance.now() + patienceMs; ; await wait(tryAgainMs)) {
    try {
      return await work()
    } catch (error) {
      if (!isBusy(error) || performance.now() > untilMs) throw error
    }
  }
}

const patienceMs = 5_000
const tryAgainMs = 5

/** Whether it is another process's lock that stands in the way. */
export const isBusy = (error: unknown) =>
  error instanceof SqliteConnection.SqliteError && error.code.startsWith('SQLITE_BUSY')
