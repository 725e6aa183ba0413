/** Connections that outlive the processes of a run: what a dead one had open is rolled back, and the next gets them. */
import { CompiledQuery, type DatabaseConnection, type Dialect, type Driver, Kysely } from 'kysely'
import type { Database } from '#lib/db/db.ts'
import type { Schema } from '#lib/db/schema.ts'

export type Around = (dialect: Dialect) => Dialect

export interface Connections {
  /** A database of its own for one process, as if it had just connected. */
  lend(around: Around): Database
  /** The process is dead: its transactions never were, and whatever it still asks is not answered. */
  takeBack(dead: Database): Promise<void>
  /** Ends those that nobody has. */
  end(): Promise<void>
}

/** Of PostgreSQL, where to connect takes longer than such a process lives. @param open connects as the product does. */
export function keepConnections(open: (around: Around) => Database): Connections {
  const free: Kept[] = []
  const loans = new Map<Database, Loan>()
  return {
    lend(around) {
      const kept = free.pop() ?? keep(open)
      const loan = lend(kept)
      const dialect = around({ ...kept.dialect, createDriver: () => loan.driver })
      const database: Database = {
        kysely: new Kysely<Schema>({ dialect }),
        engine: 'postgres',
        close: () => takeBack(database),
      }
      loans.set(database, loan)
      return database
    },
    takeBack,
    async end() {
      for (const { driver } of free.splice(0)) await (await driver).destroy()
    },
  }
  async function takeBack(dead: Database): Promise<void> {
    const loan = loans.get(dead)
    if (!loan) return
    loans.delete(dead)
    await loan.end()
    free.push(loan.kept)
  }
}

interface Kept {
  readonly dialect: Dialect
  readonly driver: Promise<Driver>
}

function keep(open: (around: Around) => Database): Kept {
  let made: Dialect | undefined
  open((dialect) => {
    made = dialect
    return dialect
  })
  if (!made) throw new Error('the product opens its database without the dialect that it is given')
  const dialect = made
  const start = async () => {
    const driver = dialect.createDriver()
    await driver.init()
    return driver
  }
  return {
    dialect: {
      createDriver: () => dialect.createDriver(),
      createQueryCompiler: () => dialect.createQueryCompiler(),
      createAdapter: () => dialect.createAdapter(),
      createIntrospector: (kysely) => dialect.createIntrospector(kysely),
    },
    driver: start(),
  }
}

interface Loan {
  readonly kept: Kept
  readonly driver: Driver
  end(): Promise<void>
}

function lend(kept: Kept): Loan {
  const inHand = new Set<DatabaseConnection>()
  let over = false
  const forever = () => new Promise<never>(() => {})
  const driver: Driver = {
    init: async () => {},
    async acquireConnection() {
      const inner = await kept.driver
      const connection = over ? await forever() : await inner.acquireConnection()
      if (over) await inner.releaseConnection(connection)
      if (over) return forever()
      inHand.add(connection)
      return connection
    },
    beginTransaction: async (connection, settings) =>
      (await kept.driver).beginTransaction(connection, settings),
    commitTransaction: async (connection) => (await kept.driver).commitTransaction(connection),
    rollbackTransaction: async (connection) => (await kept.driver).rollbackTransaction(connection),
    async releaseConnection(connection) {
      if (inHand.delete(connection)) await (await kept.driver).releaseConnection(connection)
    },
    destroy: async () => {},
  }
  return {
    kept,
    driver,
    async end() {
      over = true
      const left = [...inHand]
      inHand.clear()
      await Promise.all(left.map((connection) => leave(kept, connection)))
    },
  }
}

/** As PostgreSQL does it by itself once the other end is gone: a lock or a setting of its own goes as well. */
async function leave({ driver }: Kept, connection: DatabaseConnection): Promise<void> {
  await connection.executeQuery(CompiledQuery.raw('rollback'))
  await connection.executeQuery(CompiledQuery.raw('discard all'))
  await (await driver).releaseConnection(connection)
}
