/** Files without JavaScript: sent in the form itself, kept through mistakes, and never at the price of the text. */
import { createHash, randomBytes } from 'node:crypto'
import { rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import type { Browser } from '@playwright/test'
import Database from 'better-sqlite3'
import { eicar, startClamdFake } from './fakes/clamd.ts'
import { type App, freePort, startApp } from './support/app.ts'
import { fillForm, sendRequest, summaryOf, uniqueSubject } from './support/customer.ts'
import { staffOf } from './support/staff.ts'
import { expect, test } from './support/test.ts'

const sha256 = (content: Buffer) => createHash('sha256').update(content).digest('hex')
const megabytes = 1024 * 1024
/** A document of random content. */
const documentOf = (bytes: number) => Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(bytes - 9)])
/** Playwright hands larger files over by their path only. */
async function fileAt(folder: string, name: string, content: Buffer): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, content)
  return path
}

test.use({ javaScriptEnabled: false })

test('two files of 20 MB arrive; a third of 30 MB and a missing name are both told, and nothing is lost', {
  tag: '@anywhere',
}, async ({ place, app }) => {
  const subject = uniqueSubject('Large files')
  const contents = [documentOf(20 * megabytes), documentOf(20 * megabytes)]
  const page = await place.open()
  await fillForm(page, { subject, message: 'Three files.', name: '' })
  await page
    .getByLabel('Attachments')
    .setInputFiles([
      await fileAt(app.dataDir, 'one.pdf', contents[0] ?? Buffer.of()),
      await fileAt(app.dataDir, 'huge.pdf', documentOf(30 * megabytes)),
      await fileAt(app.dataDir, 'two.pdf', contents[1] ?? Buffer.of()),
    ])
  await page.getByRole('button', { name: 'Send message' }).click()

  await expect(summaryOf(page)).toContainText('2 things to fix before we can send this')
  await expect(summaryOf(page).getByRole('link')).toHaveText([
    'huge.pdf is larger than 25 MB',
    'Enter your name',
  ])
  await expect(page.getByLabel('Attachments')).toHaveAccessibleDescription(/huge\.pdf is larger than 25 MB/)
  await expect(page.getByLabel('Message')).toHaveValue('Three files.')
  await expect(page.getByRole('checkbox', { name: 'Keep one.pdf' })).toBeChecked()
  await expect(page.getByRole('checkbox', { name: 'Keep two.pdf' })).toBeChecked()
  await expect(page.getByText('Kept from before · 20 MB')).toHaveCount(2)

  await page.getByLabel('Your name').fill('Mia Berg')
  await page.getByRole('button', { name: 'Send message' }).click()
  await expect(page.getByRole('heading', { name: 'Message sent' })).toBeVisible()
  const [message] = await staffOf(app).messages(subject)
  const links = [...(message?.body ?? '').matchAll(/\]\((?<url>[^)]+)\)/g)].map(
    ({ groups }) => groups?.url ?? '',
  )
  const arrived = await Promise.all(
    links.map(async (url) => Buffer.from(await (await fetch(url)).arrayBuffer())),
  )
  expect(arrived.map(sha256)).toEqual(contents.map(sha256))
})

test('a file that is taken away again is not sent, and one file is an attachment, not a link', {
  tag: '@anywhere-full',
}, async ({ place, app }) => {
  const subject = uniqueSubject('One of two')
  const page = await place.open()
  await fillForm(page, { subject, message: 'One of two.', email: 'mia@' })
  await page.getByLabel('Attachments').setInputFiles([
    { name: 'keep.txt', mimeType: 'text/plain', buffer: Buffer.from('keep me') },
    { name: 'drop.txt', mimeType: 'text/plain', buffer: Buffer.from('drop me') },
  ])
  await page.getByRole('button', { name: 'Send message' }).click()
  await page.getByRole('checkbox', { name: 'Keep drop.txt' }).uncheck()
  await page.getByLabel('Email').fill('mia@example.org')
  await page.getByRole('button', { name: 'Send message' }).click()
  await expect(page.getByRole('heading', { name: 'Message sent' })).toBeVisible()
  const [message] = await staffOf(app).messages(subject)
  expect(message).toMatchObject({ body: 'One of two.', attachments: [{ file_file_name: 'keep.txt' }] })
})

test('a file of a kind that is not taken is named in a reply, and the reply goes on without it', async ({
  page,
  app,
}) => {
  const subject = uniqueSubject('Reply with files')
  await sendRequest(page, { subject, message: 'First.' })
  await page.getByLabel('Reply', { exact: true }).fill('With a picture.')
  await page.getByLabel('Attachments').setInputFiles([
    { name: 'good.txt', mimeType: 'text/plain', buffer: Buffer.from('good') },
    { name: 'bad.svg', mimeType: 'image/svg+xml', buffer: Buffer.from('<svg onload="alert(1)"/>') },
  ])
  await page.getByRole('button', { name: 'Send reply' }).click()
  await expect(page.getByLabel('Attachments')).toHaveAccessibleDescription(
    /bad\.svg is not one of these types: /,
  )
  await expect(page.getByLabel('Reply', { exact: true })).toHaveValue('With a picture.')
  await page.getByRole('button', { name: 'Send reply' }).click()
  await expect(page.getByText('Reply sent')).toBeVisible()
  const [reply] = await staffOf(app).messages(subject)
  expect(reply).toMatchObject({ body: 'With a picture.', attachments: [{ file_file_name: 'good.txt' }] })
})

test('the page shows the files of both sides, and each link opens its file', async ({ page, app }) => {
  const subject = uniqueSubject('Both sides')
  await page.goto('/')
  await fillForm(page, { subject, message: 'My file.' })
  await page
    .getByLabel('Attachments')
    .setInputFiles({ name: 'Größe.txt', mimeType: 'text/plain', buffer: Buffer.from('12 cm') })
  await page.getByRole('button', { name: 'Send message' }).click()
  await expect(page.getByRole('heading', { name: 'Message sent' })).toBeVisible()
  const [message] = await staffOf(app).messages(subject)
  const slug = message?.conversation.slug ?? ''
  await staffOf(app).answerWith(slug, 'Yours, with a stamp.', message?.attachments[0]?.url ?? '')
  await page.reload()
  await expect(page.getByRole('article')).toHaveCount(2)
  for (const article of await page.getByRole('article').all()) {
    const link = article.getByRole('link', { name: 'Größe.txt' })
    await expect(link).toHaveAttribute('rel', /noopener/)
    await expect(article).toContainText('5 byte')
    const answer = await page.request.get((await link.getAttribute('href')) ?? '')
    expect([answer.status(), await answer.text()]).toEqual([200, '12 cm'])
    expect(answer.headers()['content-disposition']).toMatch(/^attachment;/)
  }
})

test('the eleventh file is told, and the first ten are still there', async ({ page, app }) => {
  const subject = uniqueSubject('Eleven')
  await page.goto('/')
  await fillForm(page, { subject, message: 'Eleven files.' })
  const fileNamed = (name: string) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(name) })
  const eleven = Array.from({ length: 11 }, (_file, index) => fileNamed(`file-${index}.txt`))
  await page.getByLabel('Attachments').setInputFiles(eleven)
  await page.getByRole('button', { name: 'Send message' }).click()
  await expect(page.getByLabel('Attachments')).toHaveAccessibleDescription(
    /Only 10 files can be added; the rest were left out/,
  )
  await expect(page.getByRole('checkbox', { name: /^Keep/ })).toHaveCount(10)
  // What is taken out makes room, as often as the form comes back.
  await page.getByRole('checkbox', { name: 'Keep file-3.txt' }).uncheck()
  await page.getByLabel('Attachments').setInputFiles(fileNamed('another.txt'))
  await page.getByRole('button', { name: 'Send message' }).click()
  await expect(page.getByRole('heading', { name: 'Message sent' })).toBeVisible()
  await expect(page.getByRole('article').getByRole('link')).toHaveText([
    ...eleven.slice(0, 10).flatMap(({ name }) => (name === 'file-3.txt' ? [] : [name])),
    'another.txt',
  ])
  expect(await staffOf(app).messages(subject)).toHaveLength(1)
})

const bucketAt = (endpoint: string) => ({
  S3_ENDPOINT: endpoint,
  S3_BUCKET: 'files',
  S3_ACCESS_KEY_ID: 'key',
  S3_SECRET_ACCESS_KEY: 'secret',
})

test('with a full bucket the message is accepted, and its page names the file that did not make it', async ({
  browser,
}) => {
  const bucket = createServer((request, response) => {
    request.resume()
    const [status, code] = request.method === 'PUT' ? [507, 'QuotaExceeded'] : [404, 'NoSuchKey']
    request.on('end', () =>
      response.writeHead(status).end(`<?xml version="1.0"?><Error><Code>${code}</Code></Error>`),
    )
  })
  const port = await freePort()
  await new Promise<void>((done) => bucket.listen(port, '127.0.0.1', done))
  await expectTextWithoutFile(browser, await startApp(bucketAt(`http://127.0.0.1:${port}`)))
  bucket.close()
})

test('with no bucket there the message is accepted, and its page names the file that did not make it', async ({
  browser,
}) => {
  await expectTextWithoutFile(browser, await startApp(bucketAt('http://127.0.0.1:1')))
})

test('beyond the quota of what nobody sent yet the message is accepted, and its page names the file', async ({
  browser,
}) => {
  const app = await startApp()
  const database = new Database(join(app.dataDir, 'deskbell.db'))
  const [bytes, now] = [5 * 1024 ** 3, Date.now()]
  database
    .prepare(
      `insert into upload (id, owner_hash, name, kind, bytes, sha256, state, attached, created_ms, expires_ms)
       values (?, 'x', 'a.txt', 'txt', ?, 'x', 'ready', 0, ?, ?)`,
    )
    .run('0'.repeat(32), bytes, now, now + 3_600_000)
  database.close()
  await expectTextWithoutFile(browser, app)
})

async function expectTextWithoutFile(browser: Browser, app: App): Promise<void> {
  const page = await browser.newPage({ baseURL: app.url, javaScriptEnabled: false })
  const subject = uniqueSubject('Without its file')
  await page.goto('/')
  await fillForm(page, { subject, message: 'The text counts.' })
  await page
    .getByLabel('Attachments')
    .setInputFiles({ name: 'receipt.txt', mimeType: 'text/plain', buffer: Buffer.from('paid') })
  await page.getByRole('button', { name: 'Send message' }).click()
  await expect(page.getByRole('heading', { name: 'Message sent' })).toBeVisible()
  await expect(page.getByText('This file could not be stored and was not sent: receipt.txt')).toBeVisible()
  expect(await staffOf(app).messages(subject)).toMatchObject([{ body: 'The text counts.', attachments: [] }])
  await page.close()
  await app.stop()
}

test('while the virus check is away the message goes on, and both sides are told how it stands with each file', async ({
  browser,
}) => {
  const port = await freePort()
  const app = await startApp({ CLAMD_HOST: `127.0.0.1:${port}` })
  const page = await browser.newPage({ baseURL: app.url, javaScriptEnabled: false })
  const subject = uniqueSubject('Quarantine')
  await page.goto('/')
  await fillForm(page, { subject, message: 'Two files.' })
  await page.getByLabel('Attachments').setInputFiles([
    { name: 'good.txt', mimeType: 'text/plain', buffer: Buffer.from('good') },
    { name: 'bad.txt', mimeType: 'text/plain', buffer: Buffer.from(eicar()) },
  ])
  await page.getByRole('button', { name: 'Send message' }).click()
  await expect(page.getByRole('heading', { name: 'Message sent' })).toBeVisible()
  const held = 'Being checked for viruses: opens once that is done'
  await expect(page.getByText(held)).toHaveCount(2)
  await expect(page.getByRole('article').getByRole('link')).toHaveCount(0)
  const [message] = await staffOf(app).messages(subject)
  const links = [...(message?.body ?? '').matchAll(/\]\((?<url>[^)]+)\)/g)].map(
    ({ groups }) => groups?.url ?? '',
  )
  const opened = () =>
    Promise.all(
      links.map(async (url) => {
        const answer = await fetch(url)
        return [answer.status, await answer.text()]
      }),
    )
  expect(await opened()).toEqual([
    [503, held],
    [503, held],
  ])

  const clamd = await startClamdFake({ port })
  await app.stop()
  await app.restart()
  await expect(async () => {
    await page.reload()
    await expect(page.getByText('Removed: the virus check found a problem')).toBeVisible({ timeout: 500 })
    await expect(page.getByRole('article').getByRole('link')).toHaveText(['good.txt'], { timeout: 500 })
  }).toPass()
  expect(await opened()).toEqual([
    [200, 'good'],
    [410, 'Removed: the virus check found a problem'],
  ])
  await page.close()
  await app.stop()
  await clamd.stop()
})

test('with a broken disk the message is accepted, and its page names the file that did not make it', async ({
  browser,
}) => {
  const app = await startApp()
  // A file where the folder of files should be.
  await rm(join(app.dataDir, 'uploads'), { recursive: true, force: true })
  await writeFile(join(app.dataDir, 'uploads'), '')
  await expectTextWithoutFile(browser, app)
})
