/** Several instances as an operator runs them: one PostgreSQL, one S3 store, one helpdesk, one mail server, and a proxy before them. */
import { randomBytes } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import S3rver from 's3rver'
import { type ReamazeFake, startReamazeFake } from '#e2e/fakes/reamaze.ts'
import { type SmtpFake, startSmtpFake } from '#e2e/fakes/smtp.ts'
import { startPostgres } from '#lib/db/postgres.testing.ts'
import type { App, Program } from './app.ts'
import { type Line, startLine } from './line.ts'
import { type RoundRobin, startRoundRobin } from './round-robin.ts'
import { startStandalone } from './standalone.ts'

export interface Cluster {
  /** Of the proxy, which is the public one. */
  readonly url: string
  readonly fake: ReamazeFake
  readonly smtp: SmtpFake
  /** To the database, for all instances. */
  readonly line: Line
  readonly instances: readonly App[]
  /** Runs `program` on so many instances, all started at once; the proxy leads to them, and those before end. */
  run(program: Program, count: number): Promise<void>
  /** Keeps everybody else from a table until it is released. */
  lock(table: string): Promise<{ release(): Promise<void> }>
  /** Asks the database itself. */
  query(sql: string): Promise<readonly Readonly<Record<string, unknown>>[]>
  stop(): Promise<void>
}

/** Starts everything but the instances. The database is the one at TEST_DATABASE_URL, or one that lives as long as the cluster. */
export async function startCluster(): Promise<Cluster> {
  const postgres = process.env.TEST_DATABASE_URL
    ? { url: process.env.TEST_DATABASE_URL, stop: async () => {} }
    : await startPostgres()
  const database = `cluster_${randomBytes(4).toString('hex')}`
  const admin = new pg.Client(postgres.url)
  await admin.connect()
  await admin.query(`create database ${database}`)
  const direct = Object.assign(new URL(postgres.url), { pathname: `/${database}` })
  const line = await startLine({ host: direct.hostname, port: Number(direct.port || 5432) })
  const through = Object.assign(new URL(direct), { hostname: '127.0.0.1', port: String(line.port) })
  const store = await startStore()
  const [fake, smtp, proxy] = await Promise.all([startReamazeFake(), startSmtpFake(), startRoundRobin()])
  const settings = {
    ...{ APP_URL: proxy.url, APP_SECRET: 'a secret that all instances have', TRUSTED_PROXY_HOPS: '1' },
    ...{ DATABASE_URL: through.href, ...store.settings },
    ...{ HELPDESK: 'reamaze', REAMAZE_API_URL: fake.url },
    ...{ REAMAZE_EMAIL: fake.email, REAMAZE_API_TOKEN: fake.apiToken },
    ...{ SMTP_URL: smtp.url, MAIL_FROM: 'Acme <support@acme.example>' },
  }
  const instances: App[] = []
  const end = (apps: readonly App[]) => Promise.all(apps.map((app) => app.stop()))
  return {
    url: proxy.url,
    fake,
    smtp,
    line,
    instances,
    run: (program, count) => replace({ proxy, instances, settings }, program, count),
    query: (sql) => ask(direct.href, sql),
    lock: (table) => lockTable(direct.href, table),
    async stop() {
      await end(instances)
      await admin.query(`drop database ${database} with (force)`)
      await admin.end()
      await Promise.all([proxy.stop(), fake.stop(), smtp.stop(), store.stop()])
      await line.cut()
      await postgres.stop()
    },
  }
}

async function startStore() {
  const credentials = { S3_ACCESS_KEY_ID: 'S3RVER', S3_SECRET_ACCESS_KEY: 'S3RVER' }
  const server = new S3rver({
    port: 0,
    address: '127.0.0.1',
    silent: true,
    directory: mkdtempSync(join(tmpdir(), 'deskbell-s3-')),
    configureBuckets: [{ name: 'files' }],
  })
  const { port } = await server.run()
  return {
    settings: { S3_ENDPOINT: `http://127.0.0.1:${port}`, S3_BUCKET: 'files', ...credentials },
    stop: () => server.close(),
  }
}

interface Running {
  readonly proxy: RoundRobin
  readonly instances: App[]
  readonly settings: Record<string, string>
}

async function replace(
  { proxy, instances, settings }: Running,
  program: Program,
  count: number,
): Promise<void> {
  const starting = Array.from({ length: count }, () => startStandalone(program, settings))
  const started = await Promise.all(starting)
  const before = instances.splice(0, instances.length, ...started)
  proxy.leadTo(started.map(({ url }) => url))
  await Promise.all(before.map((app) => app.stop()))
}

async function ask(url: string, sql: string) {
  const client = new pg.Client(url)
  await client.connect()
  const { rows } = await client.query(sql)
  await client.end()
  return rows
}

async function lockTable(url: string, table: string) {
  const client = new pg.Client(url)
  await client.connect()
  await client.query('begin')
  await client.query(`lock table ${table} in access exclusive mode`)
  return { release: () => client.end() }
}
