/** Files with JavaScript: chosen, dropped and pasted, each on its way by itself, and the message waits for all of them. */
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expectAccessible } from './support/accessible.ts'
import { startApp } from './support/app.ts'
import { fillForm, sendRequest, uniqueSubject } from './support/customer.ts'
import {
  breakingLine,
  breaksAfterBytes,
  expectFiveFiles,
  filesOf,
  giveSixFiles,
  makeSixFiles,
  rowOf,
  textFile,
} from './support/files.ts'
import { openPlace } from './support/place.ts'
import { staffOf } from './support/staff.ts'
import { expect, test } from './support/test.ts'

test('three chosen, two dropped, one pasted, one removed, one broken off and sent again: five arrive', {
  tag: '@anywhere',
}, async ({ browser, where, host }) => {
  const subject = uniqueSubject('Six files')
  // Some of the files go up twice, at an app of its own.
  test.slow()
  const files = await makeSixFiles()
  const line = await breakingLine(breaksAfterBytes)
  const app = await startApp({ APP_URL: line.url, EMBED_ORIGINS: host.origin })
  line.leadTo(app.url)
  // Not the watched page: Chromium writes a connection that is lost, or a refusal, into the console.
  const context = await browser.newContext({ baseURL: line.url })
  const outer = await context.newPage()
  const place = openPlace(outer, where, { app: line, host })
  const page = await place.open()
  await fillForm(page, { subject, message: 'Six files, five meant.' })
  await giveSixFiles(page, files, line)
  await expectAccessible(outer)

  await page.getByRole('button', { name: 'Send message' }).click()
  await expect(page.getByRole('heading', { name: 'Message sent' })).toBeVisible()
  const conversation = await place.followConversation()
  const [message] = await staffOf(app).messages(subject)
  await expectFiveFiles(message, files)
  await expect(conversation.getByRole('article').getByRole('link')).toHaveText([...files.names])
  await context.close()
  await app.stop()
  line.close()
})

test('a file that is taken out makes room for another, and rows tell sizes', async ({ page, app }) => {
  const subject = uniqueSubject('Ten')
  await page.goto('/')
  await fillForm(page, { subject, message: 'Ten files, and then another tenth.' })
  const ten = Array.from({ length: 10 }, (_file, index) => textFile(`file-${index}.txt`, 'x'.repeat(3000)))
  await page.getByLabel('Attachments').setInputFiles(ten)
  for (const { name } of ten) await expect(rowOf(page, name)).toContainText('Ready · 2.9 kB')
  const released = page.waitForResponse((response) => response.request().method() === 'DELETE')
  await page.getByRole('button', { name: 'Remove file-3.txt' }).click()
  expect((await released).status()).toBe(204)
  await page.getByLabel('Attachments').setInputFiles([textFile('another.txt')])
  await expect(rowOf(page, 'another.txt')).toContainText('Ready')
  await page.getByRole('button', { name: 'Send message' }).click()
  await expect(page.getByRole('heading', { name: 'Message sent' })).toBeVisible()
  const [message] = await staffOf(app).messages(subject)
  expect((await filesOf(message)).map(({ name }) => name)).toEqual([
    ...ten.filter((_file, index) => index !== 3).map(({ name }) => name),
    'another.txt',
  ])
})

test('what a lost connection has broken off goes on by itself when it is back', async ({ browser, app }) => {
  const context = await browser.newContext({ baseURL: app.url })
  const page = await context.newPage()
  await page.goto('/')
  await page.getByLabel('Attachments').setInputFiles([textFile('first.txt')])
  await expect(rowOf(page, 'first.txt')).toContainText('Ready')
  await context.setOffline(true)
  await page.getByLabel('Attachments').setInputFiles([textFile('second.txt')])
  await expect(rowOf(page, 'second.txt')).toContainText('did not finish uploading')
  const posts: string[] = []
  page.on('request', (request) => posts.push(request.method()))
  await context.setOffline(false)
  await expect(rowOf(page, 'second.txt')).toContainText('Ready')
  expect(posts.filter((method) => method === 'POST')).toHaveLength(1)
  await context.close()
})

test('when the store is down the message goes on, and the customer is told which file did not', async ({
  browser,
}) => {
  const app = await startApp()
  const page = await browser.newPage({ baseURL: app.url })
  await rm(join(app.dataDir, 'uploads'), { recursive: true, force: true })
  await writeFile(join(app.dataDir, 'uploads'), '')
  const subject = uniqueSubject('Store down')
  await page.goto('/')
  await fillForm(page, { subject, message: 'The text counts.' })
  await page.getByLabel('Attachments').setInputFiles([textFile('receipt.txt')])
  await expect(rowOf(page, 'receipt.txt')).toContainText('receipt.txt could not be stored right now')
  await expect(rowOf(page, 'receipt.txt').getByRole('button', { name: 'Try again' })).toBeVisible()
  await page.getByRole('button', { name: 'Send message' }).click()
  await expect(page.getByRole('heading', { name: 'Message sent' })).toBeVisible()
  await expect(page.getByText('This file could not be stored and was not sent: receipt.txt')).toBeVisible()
  expect(await staffOf(app).messages(subject)).toMatchObject([{ body: 'The text counts.', attachments: [] }])
  await page.close()
  await app.stop()
})

test('Send waits for files under way and says so', { tag: '@anywhere-full' }, async ({
  page: outer,
  place,
  app,
}) => {
  const subject = uniqueSubject('Waiting')
  const held: (() => void)[] = []
  await outer.route('**/uploads', async (route) => {
    await new Promise<void>((resolve) => held.push(resolve))
    await route.continue()
  })
  const page = await place.open()
  await fillForm(page, { subject, message: 'Wait for it.' })
  await page.getByLabel('Attachments').setInputFiles([textFile('late.txt')])
  await expect(rowOf(page, 'late.txt')).toContainText('uploaded')
  await page.getByRole('button', { name: 'Send message' }).click()
  await expect(page.getByText('Finishing 1 file, then sending')).toBeVisible()
  expect(await staffOf(app).messages(subject)).toEqual([])
  for (const release of held) release()
  await expect(page.getByRole('heading', { name: 'Message sent' })).toBeVisible()
  expect(await staffOf(app).messages(subject)).toMatchObject([
    { attachments: [{ file_file_name: 'late.txt' }] },
  ])
})

test('limits are told at once, and a file that is refused holds up nothing', async ({ browser, app }) => {
  const page = await browser.newPage({ baseURL: app.url })
  const subject = uniqueSubject('Refused')
  await page.goto('/')
  await fillForm(page, { subject, message: 'Only the good one.' })
  const good = Array.from({ length: 10 }, (_file, index) => textFile(`good-${index}.txt`))
  await page
    .getByLabel('Attachments')
    .setInputFiles([textFile('empty.txt', ''), { ...textFile('page.svg', '<svg/>') }, ...good])
  await expect(rowOf(page, 'empty.txt')).toContainText('empty.txt is empty')
  await expect(rowOf(page, 'page.svg')).toContainText('page.svg is not one of these types: ')
  await expect(rowOf(page, 'good-9.txt')).toContainText('Only 10 files can be added; the rest were left out')
  await page.getByRole('button', { name: 'Send message' }).click()
  await expect(page.getByRole('heading', { name: 'Message sent' })).toBeVisible()
  const [message] = await staffOf(app).messages(subject)
  expect((await filesOf(message)).map(({ name }) => name)).toEqual(good.slice(0, 9).map(({ name }) => name))
  await page.close()
})

test('a reply takes files, shows them, and the box is empty for the next one', async ({ page, app }) => {
  const subject = uniqueSubject('Reply')
  await sendRequest(page, { subject, message: 'First.' })
  await page.getByLabel('Reply', { exact: true }).fill('As asked.')
  await page.getByLabel('Attachments').setInputFiles([textFile('proof.txt')])
  await expect(rowOf(page, 'proof.txt')).toContainText('Ready')
  await page.getByRole('button', { name: 'Send reply' }).click()
  await expect(page.getByText('Reply sent')).toBeVisible()
  await expect(page.getByRole('article').last().getByRole('link', { name: 'proof.txt' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Remove proof.txt' })).toHaveCount(0)
  const [reply] = await staffOf(app).messages(subject)
  expect(reply).toMatchObject({ body: 'As asked.', attachments: [{ file_file_name: 'proof.txt' }] })
})
