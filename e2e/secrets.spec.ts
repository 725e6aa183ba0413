/** What the server knows and nobody else may: in no answer to a browser, in nothing built for one, in no line of the log. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Page } from '@playwright/test'
import type { FaultKind } from './fakes/misbehaviour.ts'
import { type ReamazeFake, startReamazeFake } from './fakes/reamaze.ts'
import { type App, startApp } from './support/app.ts'
import { expect, test as quick } from './support/test.ts'

const build = resolve(import.meta.dirname, '../.next')
const apiToken = 'CANARYTOKEN4f1d8a6b'
const appSecret = 'CANARYSECRET-0123456789-0123456789-0123456789'
const staffEmail = 'canary-staff@brand.example'
const note = 'CANARYNOTE this one complains a lot'
/** The fake puts it into every conversation that it shows. */
const permaUrl = 'perma-url-secret'

/** Of the customer's own; their browser shows it to them, the log to nobody. */
const words = {
  name: 'Canaryname Berg',
  email: 'canary-customer@example.org',
  subject: 'Canarysubject zip',
  message: 'Canarymessage +45 55 50 19 99, the zip broke.',
}

const test = quick.extend<{ fake: ReamazeFake; connected: App }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from it.
  fake: async ({}, use) => {
    const fake = await startReamazeFake({ apiToken, staff: [{ name: 'Sam Reed', email: staffEmail }] })
    await use(fake)
    await fake.stop()
  },
  connected: async ({ fake }, use) => {
    const app = await startApp({
      HELPDESK: 'reamaze',
      REAMAZE_API_URL: fake.url,
      REAMAZE_EMAIL: fake.email,
      REAMAZE_API_TOKEN: apiToken,
      APP_SECRET: appSecret,
      LOG_LEVEL: 'trace',
    })
    await use(app)
    await app.stop()
  },
})

test.describe.configure({ timeout: 120_000 })

test('S69 S73 a whole conversation tells a browser no secret, and the log neither secrets nor words', async ({
  page,
  fake,
  connected,
}) => {
  const heard = listen(page)
  const thread = await ask(page, connected)
  const slug = fake.conversations()[0]?.slug ?? ''
  fake.answer(slug, note, { note: true })
  fake.answer(slug, 'A visible answer.')
  await page.getByLabel('Reply', { exact: true }).fill('Canaryreply thank you')
  await page.getByRole('button', { name: 'Send reply' }).click()
  await expect(page.getByText('Reply sent')).toBeVisible()
  await page.goto(thread)
  await expect(page.getByText('A visible answer.')).toBeVisible()
  await askForEverything(connected, thread, heard)

  const told = await heard.all()
  expect(told).toContain('A visible answer.')
  for (const secret of secretsOf(slug)) expect(told, 'what browsers were told').not.toContain(secret)
  expectSilentLog(connected, slug, thread)
  expectNothingKeptBeside(slug)
})

/** One of each way in which an error travels: held up, alarmed, tried again, looked for, told in a 200, sent elsewhere. */
const tellingFaults: readonly FaultKind[] = [
  'status-422',
  'status-401',
  'status-429',
  'status-500',
  'error-body',
  'redirect-307',
]

for (const kind of tellingFaults) {
  test(`S73 S75 ${kind}: a helpdesk that quotes everything in its errors is not passed on`, async ({
    page,
    fake,
    connected,
  }) => {
    const heard = listen(page)
    const thread = await ask(page, connected)
    const slug = fake.conversations()[0]?.slug ?? ''
    await fake.misbehave(kind)
    await page.goto(thread)
    await page.getByLabel('Reply', { exact: true }).fill('Canaryreply thank you')
    await page.getByRole('button', { name: 'Send reply' }).click()
    await expect(page.getByText('Canaryreply thank you').first()).toBeVisible()
    await askForEverything(connected, thread, heard)

    expect(fake.requests().filter(({ body }) => body.includes('Canaryreply'))).not.toEqual([])
    const told = await heard.all()
    for (const secret of [...secretsOf(slug), 'refused by order', 'Something went wrong'])
      expect(told, 'what browsers were told').not.toContain(secret)
    expectSilentLog(connected, slug, thread)
    expect(fake.strays()).toEqual([])
  })
}

test('S69 nothing built for a browser has a secret, the name of one, or a map to the source', () => {
  const files = filesIn(join(build, 'static'))
  expect(files.filter((file) => file.endsWith('.js'))).not.toEqual([])
  expect(files.filter((file) => file.endsWith('.map'))).toEqual([])
  const names = [
    'APP_SECRET',
    'REAMAZE_',
    'OMNIDESK_',
    'ZIIK_',
    'API_TOKEN',
    'DATABASE_URL',
    'SMTP_URL',
    'S3_SECRET',
  ]
  const internal = ['deskbell_id', 'origin_id', 'helpdesk_message', 'insert into']
  for (const file of files) {
    const content = readFileSync(file, 'utf8')
    for (const word of [...names, ...internal])
      expect(content.includes(word), `${word} in ${file}`).toBe(false)
  }
})

const secretsOf = (slug: string) => [
  apiToken,
  Buffer.from(`${staffEmail}:${apiToken}`).toString('base64'),
  appSecret,
  permaUrl,
  staffEmail,
  note,
  `"${slug}"`,
]

function expectSilentLog(app: App, slug: string, thread: string): void {
  const log = app.output()
  expect(log, 'the log is written at all').toContain('delivery')
  const token = new URL(thread).pathname.split('/').at(-1) ?? ''
  const customers = [...Object.values(words), 'Canary', 'canary-customer', '55 50 19 99', token]
  for (const word of [...secretsOf(slug), ...customers]) expect(log, 'the log').not.toContain(word)
}

/** The framework keeps pages and answers of `fetch` in its own folder, if it is let. */
function expectNothingKeptBeside(slug: string): void {
  const folders = ['static', 'server', 'cache/fetch-cache'].map((folder) => join(build, folder))
  const files = folders.filter((folder) => existsSync(folder)).flatMap(filesIn)
  expect(files.filter((file) => file.includes('/server/'))).not.toEqual([])
  for (const file of files) {
    const content = readFileSync(file, 'utf8')
    const found = [...secretsOf(slug), ...Object.values(words)].filter((word) => content.includes(word))
    expect(found, file).toEqual([])
  }
}

/** Sends the request from the form; the address of its thread. */
async function ask(page: Page, app: App): Promise<string> {
  await page.goto(app.url)
  await page.getByLabel('Subject').fill(words.subject)
  await page.getByLabel('Message').fill(words.message)
  await page.getByLabel('Your name').fill(words.name)
  await page.getByLabel('Email').fill(words.email)
  await page.getByRole('button', { name: 'Send message' }).click()
  await expect(page).toHaveURL(/\/t\/[\w-]{43}\?sent=1/)
  return page.url().replace('?sent=1', '')
}

/** Everything that a browser is told from now on: bodies and headers, of pages, data, scripts and errors. */
function listen(page: Page) {
  const told: Promise<string>[] = []
  const keep = async (body: Promise<string>, headers: object) =>
    `${JSON.stringify(headers)}\n${await body.catch(() => '')}`
  page.on('response', (response) => {
    told.push(keep(response.text(), response.headers()))
  })
  return {
    add: (answer: Response) => told.push(keep(answer.text(), [...answer.headers])),
    /** Ends the page as well: it would go on asking. */
    async all(): Promise<string> {
      await page.close()
      return (await Promise.all(told)).join('\n')
    },
  }
}

/** Asks as browsers, scripts and the curious do: for pages, their data, and for what is not theirs. */
async function askForEverything(app: App, thread: string, heard: ReturnType<typeof listen>): Promise<void> {
  const reply = new URLSearchParams({ message: 'Canaryreply without a script' })
  const posted = { method: 'POST', headers: { Origin: app.url }, body: reply }
  const answers = await Promise.all([
    fetch(thread),
    fetch(thread, { headers: { RSC: '1' } }),
    fetch(`${thread}?_rsc=1`, { headers: { RSC: '1', 'Next-Router-Prefetch': '1' } }),
    fetch(`${thread}.rsc`),
    fetch(`${thread}/messages`),
    fetch(`${thread}/reply`, posted),
    fetch(`${app.url}/submit/support`, { ...posted, body: new URLSearchParams(words) }),
    fetch(`${app.url}/submit/support`, { ...posted, body: new URLSearchParams({ ...words, email: 'no' }) }),
    fetch(app.url, { ...posted, headers: { ...posted.headers, 'Next-Action': 'f'.repeat(42) } }),
    ...['/api/health', '/metrics', '/api/v1/messages', '/desk', '/t/x', '/nothing', '/f/nothing'].map(
      (path) => fetch(app.url + path),
    ),
  ])
  for (const answer of answers) heard.add(answer)
}

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
