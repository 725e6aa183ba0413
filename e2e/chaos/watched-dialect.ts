/** A dialect of which every statement and every step of a transaction is a side effect of a life. */
import type { DatabaseConnection, Dialect, Driver } from 'kysely'
import type { Life } from './life.ts'

/** The same database, as long as `life` lasts. Closing it is not an effect: a dead process closes its files too. */
export function watchDialect(inner: Dialect, life: Life): Dialect {
  return {
    createDriver: () => watchDriver(inner.createDriver(), life),
    createQueryCompiler: () => inner.createQueryCompiler(),
    createAdapter: () => inner.createAdapter(),
    createIntrospector: (kysely) => inner.createIntrospector(kysely),
  }
}

function watchDriver(inner: Driver, life: Life): Driver {
  const connections = new WeakMap<DatabaseConnection, DatabaseConnection>()
  const innerOf = (watched: DatabaseConnection) => connections.get(watched) ?? watched
  return {
    init: () => inner.init(),
    async acquireConnection() {
      const connection = await inner.acquireConnection()
      const watched = watchConnection(connection, life)
      connections.set(watched, connection)
      return watched
    },
    beginTransaction: (connection, settings) =>
      life.effect('begin', () => inner.beginTransaction(innerOf(connection), settings)),
    commitTransaction: (connection) =>
      life.effect('commit', () => inner.commitTransaction(innerOf(connection))),
    rollbackTransaction: (connection) =>
      life.effect('rollback', () => inner.rollbackTransaction(innerOf(connection))),
    releaseConnection: (connection) => inner.releaseConnection(innerOf(connection)),
    destroy: () => inner.destroy(),
  }
}

function watchConnection(inner: DatabaseConnection, life: Life): DatabaseConnection {
  return {
    executeQuery: (query) => life.effect(query.sql.split(' ', 3).join(' '), () => inner.executeQuery(query)),
    streamQuery: (query, chunkSize) => inner.streamQuery(query, chunkSize),
  }
}
