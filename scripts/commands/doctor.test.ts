/** The doctor, as an operator calls it, against a strict Re:amaze, the built-in helpdesk and both databases. */
import { mkdtempSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterEach, expect, test } from 'vitest'
import { startOmnideskFake } from '#e2e/fakes/omnidesk.ts'
import { type ReamazeFake, type ReamazeFakeOptions, startReamazeFake } from '#e2e/fakes/reamaze.ts'
import { startZiikFake } from '#e2e/fakes/ziik.ts'
import { onEachEngine } from '#lib/db/engines.testing.ts'
import { environmentOf, npmRun } from './command.testing.ts'

const waitMs = 60_000

const fakes: ReamazeFake[] = []
afterEach(async () => {
  await Promise.all(fakes.splice(0).map((fake) => fake.stop()))
})

const newFolder = () => mkdtempSync(join(tmpdir(), 'deskbell-doctor-'))
/** Nobody listens there. */
const nowhere = { APP_URL: 'http://127.0.0.1:9' }

async function connected(options: ReamazeFakeOptions = {}) {
  const fake = await startReamazeFake(options)
  fakes.push(fake)
  const settings = {
    ...nowhere,
    DATA_DIR: newFolder(),
    HELPDESK: 'reamaze',
    REAMAZE_API_URL: fake.url,
    REAMAZE_EMAIL: fake.email,
    REAMAZE_API_TOKEN: fake.apiToken,
  }
  return { fake, settings }
}

async function doctor(environment: Readonly<Record<string, string>>) {
  const { code, out, err } = await npmRun(['doctor'], environment)
  expect(err).toBe('')
  return { code, lines: out.trim().split('\n') }
}

/** What is not fine. */
const failures = (lines: readonly string[]) => lines.filter((line) => line.startsWith('fail'))

test(
  'a right configuration passes, and each thing that was looked at has its line',
  async () => {
    const { fake, settings } = await connected()
    const { code, lines } = await doctor(settings)
    expect(lines).toEqual([
      'ok    settings: are complete',
      'ok    database (SQLite): opens, and is empty',
      'ok    durability: what is confirmed is on disk',
      'ok    helpdesk: answers',
      'ok    credentials: are accepted',
      'ok    clock: agrees with the helpdesk’s',
      'ok    channel support: exists',
      'ok    channel billing: exists',
      'warn  address: http://127.0.0.1:9 is this machine alone. Set APP_URL to what customers will type.',
      'warn  app: does not answer at http://127.0.0.1:9. Start it, or check APP_URL and what stands before it.',
    ])
    expect(code).toBe(0)
    expect(fake.requests().every(({ method }) => method === 'GET')).toBe(true)
  },
  waitMs,
)

test(
  'wrong credentials fail, and neither they nor what the helpdesk echoes is printed',
  async () => {
    const { settings } = await connected()
    const { code, lines } = await doctor({ ...settings, REAMAZE_API_TOKEN: 'not-the-token' })
    expect(code).toBe(1)
    expect(failures(lines)).toEqual([
      'fail  credentials: the helpdesk does not accept our credentials (401). Check REAMAZE_EMAIL and REAMAZE_API_TOKEN.',
    ])
    expect(lines.join()).not.toContain('not-the-token')
  },
  waitMs,
)

test(
  'a channel that a topic routes to and the helpdesk does not have is named, with those it has',
  async () => {
    const { settings } = await connected({ channels: [{ slug: 'support', name: 'Support' }] })
    const { code, lines } = await doctor(settings)
    expect(code).toBe(1)
    expect(failures(lines)).toEqual([
      'fail  channel billing: is not there; there are: support. Correct it in support.config.ts, or create it in the helpdesk.',
    ])
  },
  waitMs,
)

test(
  'a clock that is minutes off fails: what was sent would be looked for at the wrong time',
  async () => {
    const { settings } = await connected({ nowMs: () => Date.now() - 5 * 60_000 })
    const { code, lines } = await doctor(settings)
    expect(code).toBe(1)
    expect(failures(lines).join()).toMatch(/^fail {2}clock: is (29|30)\d s ahead of the helpdesk’s\. Let /)
  },
  waitMs,
)

test(
  'a helpdesk that cannot be reached fails with the variable that says where it is',
  async () => {
    const { fake, settings } = await connected()
    await fake.stop()
    const { code, lines } = await doctor(settings)
    expect(code).toBe(1)
    expect(failures(lines)).toEqual([
      'fail  helpdesk: the helpdesk cannot be reached (ECONNREFUSED). Check REAMAZE_BRAND or REAMAZE_API_URL, and whether this machine may connect to it.',
    ])
  },
  waitMs,
)

test('Ziik and Omnidesk are examined in their own way', async () => {
  const ziik = await startZiikFake()
  const omnidesk = await startOmnideskFake()
  const settings = { ...nowhere, DATA_DIR: newFolder() }
  const atZiik = {
    HELPDESK: 'ziik',
    ZIIK_API_URL: ziik.url,
    ZIIK_USERNAME: ziik.username,
    ZIIK_PASSWORD: ziik.password,
    ZIIK_CONVERSATION_ID: String(ziik.conversationId),
  }
  const atOmnidesk = {
    HELPDESK: 'omnidesk',
    OMNIDESK_API_URL: omnidesk.url,
    OMNIDESK_API_KEY: omnidesk.apiKey,
    OMNIDESK_BRAND_ID: '1',
    OMNIDESK_CHANNEL_ID: '1',
  }
  for (const right of [atZiik, atOmnidesk]) {
    const { code, lines } = await doctor({ ...settings, ...right })
    expect(code).toBe(0)
    expect(lines.join('\n')).toMatch(/^ok {4}credentials: /m)
  }
  const locked = [
    await doctor({ ...settings, ...atZiik, ZIIK_PASSWORD: 'another' }),
    await doctor({ ...settings, ...atOmnidesk, OMNIDESK_API_KEY: 'another' }),
  ]
  await Promise.all([ziik.stop(), omnidesk.stop()])
  expect(locked.map(({ code }) => code)).toEqual([1, 1])
  for (const { lines } of locked) expect(failures(lines).join()).toMatch(/^fail {2}credentials: /)
}, 60_000)

test(
  'every wrong setting has its line, before anything is tried',
  async () => {
    const wrong = { HELPDESK: 'reamaze', APP_URL: 'help.example.com', DATA_DIR: newFolder() }
    const { code, lines } = await doctor(wrong)
    expect(code).toBe(1)
    expect(lines).toHaveLength(4)
    expect(lines[0]).toContain('fail  settings: APP_URL needs an origin')
  },
  waitMs,
)

test(
  'the built-in helpdesk passes on an empty folder, and an app that runs is found',
  async () => {
    const app = createServer((_, response) => response.end('{"status":"ok","database":"ok"}'))
    const port = await new Promise<number>((resolve) => {
      app.listen(0, '127.0.0.1', () => {
        const address = app.address()
        resolve(typeof address === 'object' && address ? address.port : 0)
      })
    })
    const appUrl = `http://127.0.0.1:${port}`
    const { code, lines } = await doctor({ DATA_DIR: newFolder(), APP_URL: appUrl })
    app.close()
    expect(code).toBe(0)
    expect(lines).toContain('ok    credentials: are accepted')
    expect(lines).toContain('ok    channel billing: exists')
    expect(lines).toContain(`ok    app: answers at ${appUrl}`)
  },
  waitMs,
)

onEachEngine((open) => {
  test('a database of this version passes, and one of an earlier version is left as it is', async () => {
    const { where, kysely } = await open()
    const settings = { ...nowhere, ...environmentOf(where) }
    expect((await doctor(settings)).lines.join()).toContain('opens, and is of this version')
    const forget = sql`delete from kysely_migration where name <> '0001-first-tables'`
    await forget.execute(kysely)
    const { code, lines } = await doctor(settings)
    expect(code).toBe(0)
    expect(lines.join()).toContain('migrations are still to be run. The next start runs them.')
    const { rows } = await sql`select name from kysely_migration`.execute(kysely)
    expect(rows).toHaveLength(1)
  }, 60_000)
})

test(
  'a database that cannot be opened fails',
  async () => {
    const folder = newFolder()
    const settings = { ...nowhere, DATA_DIR: folder, DATABASE_URL: 'postgres://me:secret@127.0.0.1:9/none' }
    const { code, lines } = await doctor({ ...settings, APP_SECRET: 'x'.repeat(32) })
    expect(code).toBe(1)
    expect(failures(lines)).toHaveLength(1)
    expect(failures(lines)[0]).toContain('database (PostgreSQL): cannot be used: connect ECONNREFUSED')
    expect(lines.join()).not.toContain('secret')
  },
  waitMs,
)
