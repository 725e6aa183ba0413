/** A customer asks what is kept of them, and then for its end; nobody else's is touched. */
import { mkdtempSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import S3rver from 's3rver'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '#lib/db/db.ts'
import { onEachEngine } from '#lib/db/engines.testing.ts'
import { createDiskFiles } from '#lib/files/disk.ts'
import type { Files } from '#lib/files/files.ts'
import { createLinks } from '#lib/files/link.ts'
import { createS3Files } from '#lib/files/s3.ts'
import { createUploads } from '#lib/files/uploads.ts'
import { createBuiltinHelpdesk } from '#lib/helpdesk/builtin/server.ts'
import { createReamaze } from '#lib/helpdesk/reamaze/adapter.ts'
import { createOutbox } from '#lib/outbox/outbox.ts'
import { newToken } from '#lib/threads/access.ts'
import { environmentOf, npmRun } from './command.testing.ts'

const bucketFolder = mkdtempSync(join(tmpdir(), 'deskbell-s3-'))
const store = new S3rver({
  port: 0,
  address: '127.0.0.1',
  silent: true,
  directory: bucketFolder,
  configureBuckets: [{ name: 'files' }],
})
let s3: Record<string, string> = {}
beforeAll(async () => {
  const { port } = await store.run()
  const credentials = { S3_ACCESS_KEY_ID: 'S3RVER', S3_SECRET_ACCESS_KEY: 'S3RVER' }
  s3 = { S3_ENDPOINT: `http://127.0.0.1:${port}`, S3_BUCKET: 'files', ...credentials }
})
afterAll(() => store.close())

const silent = { debug() {}, info() {}, warn() {}, error() {} }
const credentials = { email: 'staff@example.com', apiToken: 'a-token-of-staff' }

/** Deskbell with the built-in helpdesk, in which two customers have written. */
async function openInstallation(database: Database, files: Files, folder: string) {
  const world = { database, log: silent, nowMs: Date.now }
  const links = createLinks('https://help.example.com', ['s'.repeat(32)])
  const rest = { incoming: join(folder, 'incoming'), scan: null, allowZip: false, retentionMs: 9e9 }
  const uploads = createUploads({ ...world, ...rest, files, links })
  const builtin = createBuiltinHelpdesk({
    database,
    staff: [{ name: 'Support team', ...credentials }],
    channels: [{ slug: 'support', name: 'Support', email: 'support@example.com' }],
    publicUrl: 'https://help.example.com',
  })
  const fetch = (input: string | URL | Request, init?: RequestInit) => builtin(new Request(input, init))
  const adapter = { baseUrl: 'https://help.example.com/api/v1', ...credentials, fetch }
  const helpdesk = createReamaze({ ...adapter, idempotentCreate: true, inProcess: true })
  const box = createOutbox({ ...world, helpdesk, random: Math.random })
  return {
    async write(customer: { name: string; email: string }, subject: string) {
      const requestId = newToken()
      const content = (async function* () {
        yield Buffer.from(`A file about ${subject}.`)
      })()
      const taken = await uploads.take({ requestId, sender: 'test', name: 'a.txt', content })
      if (taken.outcome !== 'taken') throw new Error(taken.error)
      const { attachments } = await uploads.attach([taken.upload.id], requestId)
      const given = attachments.map(({ id, url, name, bytes, sha256 }) => ({
        url,
        name,
        upload: { id, bytes, sha256 },
      }))
      const rest = { channel: 'support', tags: ['contact-form'], data: { order: subject } }
      const conversation = { subject, body: `About ${subject}.`, customer, attachments: given, ...rest }
      const request = { form: 'support', requestId, tokens: [newToken()] as const, typed: { subject } }
      await box.acceptRequest({ ...request, conversation, mail: { network: null } })
      await box.drain()
    },
    /** A staff member opens every conversation. */
    async look(email: string) {
      const slugs = await database.kysely.selectFrom('helpdesk_conversation').select('slug').execute()
      const seen = slugs.map(({ slug }) => ({ email, slug, messages: 1 }))
      await database.kysely.insertInto('desk_seen').values(seen).execute()
    },
    /** An entry of the helpdesk that is the other's, on which this one was in copy. */
    async copy(slug: string, email: string) {
      await database.kysely
        .insertInto('helpdesk_follower')
        .values({ conversation_id: slug, email, name: 'Mia Berg' })
        .execute()
    },
  }
}

/** Everything in the database, as one text. */
async function everything({ kysely }: Database): Promise<string> {
  const tables = await kysely.introspection.getTables()
  const all = tables.map(({ name }) => sql`select * from ${sql.table(name)}`.execute(kysely))
  return JSON.stringify((await Promise.all(all)).map(({ rows }) => rows)).toLowerCase()
}

const namesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /^[0-9a-f]{32}/.test(entry.name))
    .map(({ name }) => name)

onEachEngine((open) => {
  for (const place of ['disk', 'S3'] as const)
    test(`with files on ${place}: what is kept of one customer is found, and removed to the last word; the other’s stays`, async () => {
      const database = await open()
      const folder = join(database.where.dataDir, 'uploads')
      const isDisk = place === 'disk'
      const { S3_ENDPOINT: endpoint = '' } = s3
      const account = { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' }
      const bucket = { endpoint, region: 'us-east-1', bucket: 'files', ...account }
      const files = isDisk ? createDiskFiles(folder) : createS3Files(bucket)
      const filesFolder = isDisk ? folder : bucketFolder
      const before = isDisk ? 0 : namesIn(filesFolder).length
      const installation = await openInstallation(database, files, folder)
      const mia = { name: 'Mia Berg', email: 'Mia@Example.org' }
      await installation.write(mia, 'Zipper')
      await installation.write(mia, 'Buckle')
      await installation.write({ name: 'Sam Reed', email: 'sam@example.org' }, 'Lining')
      const other = await database.kysely
        .selectFrom('helpdesk_conversation')
        .select('id')
        .where('subject', '=', 'Lining')
        .executeTakeFirstOrThrow()
      await installation.copy(other.id, 'mia@example.org')
      await installation.look('staff@example.com')
      expect(namesIn(filesFolder).length).toBeGreaterThan(before)
      const run = (...args: string[]) =>
        npmRun(['customers', ...args], { ...environmentOf(database.where), ...(isDisk ? {} : s3) })

      const found = await run('find', 'mia@example.org')
      expect(found.out).toContain('Zipper: 1 messages (0 not delivered), 1 files')
      expect(found.out).toContain('2 conversations, 1 mails; in the built-in helpdesk: 2 conversations')
      expect(await run('forget', 'mia@example.org')).toMatchObject({ code: 0, err: '' })

      const left = await everything(database)
      expect(left).not.toMatch(/mia|berg|zipper|buckle/)
      expect(left).toMatch(/sam reed.*lining|lining.*sam reed/)
      const kept = await database.kysely.selectFrom('upload').select('id').execute()
      expect(kept).toHaveLength(1)
      expect(new Set(namesIn(filesFolder).map((name) => name.slice(0, 32)))).toContain(kept[0]?.id)
      if (isDisk) expect(namesIn(filesFolder)).toEqual([kept[0]?.id])
      expect((await run('find', 'mia@example.org')).out).toContain('0 conversations, 0 mails')
    }, 120_000)

  test('messages that the helpdesk does not have yet are removed only when that is said', async () => {
    const database = await open()
    const installation = await openInstallation(
      database,
      createDiskFiles(join(database.where.dataDir, 'uploads')),
      join(database.where.dataDir, 'uploads'),
    )
    await installation.write({ name: 'Mia Berg', email: 'mia@example.org' }, 'Zipper')
    await database.kysely.updateTable('outbox').set({ state: 'parked' }).execute()
    const run = (...args: string[]) => npmRun(['customers', ...args], environmentOf(database.where))
    const refused = await run('forget', 'mia@example.org')
    expect(refused).toMatchObject({ code: 1 })
    expect(refused.err).toContain('1 conversations have messages that are not delivered')
    expect(await everything(database)).toContain('zipper')
    expect((await run('forget', 'mia@example.org', '--undelivered')).code).toBe(0)
    expect(await everything(database)).not.toContain('zipper')
    expect((await run('burn', 'mia@example.org')).err).toContain('npm run customers -- find <email>')
  }, 120_000)
})
