/** Two and three servers behind a proxy, on one PostgreSQL and one S3 store: for a customer they are one. */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { newToken } from '#lib/threads/access.ts'
import type { Program } from './support/app.ts'
import { type Cluster, startCluster } from './support/cluster.ts'
import { fillForm, uniqueSubject } from './support/customer.ts'
import { rowOf, textFile } from './support/files.ts'
import { send, startLoad } from './support/load.ts'
import { copyStandalone } from './support/standalone.ts'
import { expect, test as quick } from './support/test.ts'

const test = quick.extend<object, { program: Program; cluster: Cluster }>({
  program: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from it.
    async ({}, use) => {
      const program = copyStandalone()
      await use(program)
      program.remove()
    },
    { scope: 'worker' },
  ],
  cluster: [
    async ({ program }, use) => {
      const cluster = await startCluster()
      // On an empty database, at once: one of them brings it up to date, and the other waits.
      await cluster.run(program, 2)
      await use(cluster)
      await cluster.stop()
    },
    { scope: 'worker', timeout: 180_000 },
  ],
  baseURL: ({ cluster }, use) => use(cluster.url),
})
test.describe.configure({ mode: 'serial' })

/** A busy machine; what is waited for is in the tests. */
const patience = { timeout: 60_000 }

const arrivedOf = ({ fake }: Cluster, subject: string) =>
  fake.conversations().filter((conversation) => conversation.subject === subject)

test('two servers that start at once on an empty database: each migration ran once, and both work', async ({
  cluster,
}) => {
  for (const { url, output } of cluster.instances) {
    expect(await (await fetch(`${url}/api/health`)).json()).toMatchObject({ status: 'ok', database: 'ok' })
    expect(output()).not.toContain('did not start')
  }
  const names = (await cluster.query('select name from kysely_migration order by name')).map(
    ({ name }) => name,
  )
  expect(names[0]).toBe('0001-first-tables')
  expect(new Set(names).size).toBe(names.length)
})

test('a message with a file arrives once, and any of the servers shows its thread and hands out its file', async ({
  page,
  cluster,
}) => {
  const subject = uniqueSubject('Shared')
  await page.goto('/')
  await fillForm(page, { subject, message: 'See the file.' })
  await page.getByLabel('Attachments').setInputFiles([textFile('receipt.txt')])
  await expect(rowOf(page, 'receipt.txt')).toContainText('Ready')
  await page.getByRole('button', { name: 'Send message' }).click()
  await expect(page.getByRole('heading', { name: 'Message sent' })).toBeVisible()
  const [conversation, ...others] = arrivedOf(cluster, subject)
  expect(others).toEqual([])
  const link = new URL(
    /http:\S+receipt\.txt[^\s)]*/.exec(JSON.stringify(conversation))?.[0]?.replace(/["\\].*/, '') ?? '',
  )
  const thread = new URL(page.url())
  for (const { url } of cluster.instances) {
    const shown = await (await fetch(new URL(thread.pathname, url))).text()
    expect(shown).toContain('See the file.')
    const file = await fetch(new URL(link.pathname + link.search, url))
    expect(await file.text()).toBe('content of receipt.txt')
  }
  await page.getByLabel('Reply', { exact: true }).fill('And a reply.')
  await page.getByRole('button', { name: 'Send reply' }).click()
  await expect(page.getByText('Reply sent')).toBeVisible()
  expect(arrivedOf(cluster, subject)[0]?.messages.map(({ body }) => body.split('\n')[0])).toEqual([
    'See the file.',
    'And a reply.',
  ])
})

test('one form sent to both servers at once, many times over, is one message', async ({ cluster }) => {
  const subject = uniqueSubject('Double')
  const request = newToken()
  const presses = Array.from({ length: 20 }, () => send(cluster.url, { request, subject }))
  expect(new Set(await Promise.all(presses))).toEqual(new Set(['accepted']))
  await expect.poll(() => arrivedOf(cluster, subject).length, patience).toBe(1)
  await expect
    .poll(async () => (await cluster.query("select id from outbox where state <> 'delivered'")).length)
    .toBe(0)
  expect(arrivedOf(cluster, subject)).toHaveLength(1)
})

test('a limit holds for both servers together: an address gets one first mail a day', async ({ cluster }) => {
  const email = `${uniqueSubject('mia').replace(' ', '.')}@example.org`
  const presses = cluster.instances.flatMap(() => [newToken(), newToken()])
  const answers = await Promise.all(
    presses.map((request) => send(cluster.url, { request, subject: uniqueSubject('Limit'), email })),
  )
  expect(answers).toEqual(presses.map(() => 'accepted'))
  const mails = () => cluster.smtp.mails().filter(({ to }) => to.includes(email)).length
  await expect.poll(mails, patience).toBe(1)
  expect(await cluster.query(`select id from mail where recipient = '${email}'`)).toHaveLength(1)
})

test('the database is gone for a while: an honest error, the text kept, nothing half accepted, and then it is sent', async ({
  context,
  cluster,
}) => {
  // Answers of 503 are errors for the browser, which is what this is about.
  const page = await context.newPage()
  const subject = uniqueSubject('No database')
  await page.goto('/')
  await fillForm(page, { subject, message: 'Do not lose this.' })
  await cluster.line.cut()
  await page.getByRole('button', { name: 'Send message' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'Your message was not sent.' })).toBeVisible(
    patience,
  )
  await expect(page.getByLabel('Message')).toHaveValue('Do not lose this.')
  expect(await send(cluster.url, { request: newToken(), subject: `${subject} too` })).toBe('refused')
  for (const { url } of cluster.instances) {
    const health = await fetch(`${url}/api/health`)
    expect([health.status, await health.json()]).toEqual([503, { status: 'down', database: 'unreachable' }])
  }
  await cluster.line.mend()
  expect(await cluster.query(`select id from thread where subject like '${subject}%'`)).toEqual([])
  await page.reload()
  await expect(page.getByLabel('Message')).toHaveValue('Do not lose this.')
  await page.getByRole('button', { name: 'Send message' }).click()
  await expect(page.getByRole('heading', { name: 'Message sent' })).toBeVisible(patience)
  expect(arrivedOf(cluster, subject)).toHaveLength(1)
  expect(arrivedOf(cluster, `${subject} too`)).toEqual([])
})

test('three servers are restarted in turn under load: every request is answered, and arrives once', async ({
  cluster,
  program,
}) => {
  test.setTimeout(240_000)
  await cluster.run(program, 3)
  const load = startLoad(cluster.url, 6)
  for (const app of cluster.instances) {
    const before = load.accepted.length
    await expect.poll(() => load.accepted.length, patience).toBeGreaterThan(before + 10)
    await app.stop()
    await app.restart()
  }
  await load.end()
  // A connection that a server has not taken yet when it stops to listen is cut: that customer presses again.
  expect(load.troubles).toEqual([])
  expect(load.refused).toBe(0)
  const times = () => new Set(load.accepted.map((subject) => arrivedOf(cluster, subject).length))
  await expect.poll(times, { timeout: 180_000 }).toEqual(new Set([1]))
})

test('S70 a form loaded before a deploy is sent after it, to a build whose actions have other ids, and so is a reply', async ({
  context,
  cluster,
  program,
}) => {
  test.setTimeout(240_000)
  // The browser reports the answer to the old action as an error, which is what this is about.
  const [page, plain] = await Promise.all([context.newPage(), context.newPage()])
  const subject = uniqueSubject('Deploy')
  for (const each of [page, plain]) await each.goto('/')
  await fillForm(page, { subject, message: 'Written before.' })
  const deployed = copyStandalone(otherActionIds())
  await cluster.run(deployed, 2)
  const actions: number[] = []
  page.on('response', (response) => {
    if (response.request().headers()['next-action']) actions.push(response.status())
  })
  await page.getByRole('button', { name: 'Send message' }).click()
  await expect(page.getByRole('heading', { name: 'Message sent' })).toBeVisible(patience)
  expect(actions[0]).toBeGreaterThanOrEqual(400)
  expect(arrivedOf(cluster, subject)).toHaveLength(1)
  await cluster.run(program, 2)
  await page.getByLabel('Reply', { exact: true }).fill('A reply after another deploy.')
  await page.getByRole('button', { name: 'Send reply' }).click()
  await expect(page.getByText('Reply sent')).toBeVisible(patience)
  expect(arrivedOf(cluster, subject)[0]?.messages).toHaveLength(2)
  await fillForm(plain, { subject: `${subject} plain`, message: 'Written before, too.' })
  await plain
    .locator('form')
    .first()
    .evaluate((form) => form instanceof HTMLFormElement && form.submit())
  await expect(plain.getByRole('heading', { name: 'Message sent' })).toBeVisible(patience)
  expect(arrivedOf(cluster, `${subject} plain`)).toHaveLength(1)
  deployed.remove()
})

/** What another build does to the ids of actions, and nothing else. */
function otherActionIds(): (text: string) => string {
  const path = resolve(import.meta.dirname, '../.next/server/server-reference-manifest.json')
  const ids = Object.keys(JSON.parse(readFileSync(path, 'utf8')).node)
  const other = (id: string) => `${id.slice(0, 2)}${[...id.slice(2)].reverse().join('')}`
  return (text) => ids.reduce((changed, id) => changed.replaceAll(id, other(id)), text)
}
