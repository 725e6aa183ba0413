/** The connection goes while a customer sends: they are told, everything is kept, and it arrives once, by itself. */
import type { BrowserContext, Page, Route } from '@playwright/test'
import { fillForm, type Surface, sendRequest, uniqueSubject } from './support/customer.ts'
import { openPlace } from './support/place.ts'
import { countRows } from './support/rows.ts'
import { type StaffMessage, staffOf } from './support/staff.ts'
import { expect, test } from './support/test.ts'

/** Not the watched page: what a browser says about a lost connection is no mistake here. */
const openPage = async (context: BrowserContext, path = '/'): Promise<Page> => {
  const page = await context.newPage()
  await page.goto(path)
  return page
}
const send = (page: Surface) => page.getByRole('button', { name: 'Send message' }).click()
const keptWords = 'You are offline. Your message is kept on this device and sent when you are back online.'

test('a message sent without a connection is kept, and sent once by itself when it is back', {
  tag: '@anywhere',
}, async ({ profile, where, app, host }) => {
  const subject = uniqueSubject('Offline')
  const page = await openPlace(await profile.newPage(), where, { app, host }).open()
  await fillForm(page, { subject, message: 'From the train.' })
  await profile.setOffline(true)
  await send(page)
  await expect(page.getByRole('alert').filter({ hasText: keptWords })).toBeVisible()
  await expect(page.getByLabel('Message')).toHaveValue('From the train.')
  expect(countRows(app, subject)).toBe(0)
  await profile.setOffline(false)
  await expect(page.getByRole('heading', { name: 'Message sent' })).toBeVisible()
  expect(countRows(app, subject)).toBe(1)
  expect(await page.locator('body').evaluate(() => localStorage.length)).toBe(0)
})

test('when the answer to the first try was lost, the second leads to the same conversation', async ({
  context,
  app,
}) => {
  const subject = uniqueSubject('Lost answer')
  const page = await openPage(context)
  await fillForm(page, { subject, message: 'Arrived, but nobody said so.' })
  await loseAnswer(context, page)
  await send(page)
  await expect(page.getByText(keptWords)).toBeVisible()
  expect(countRows(app, subject)).toBe(1)
  await context.setOffline(false)
  await expect(page.getByRole('heading', { name: 'Message sent' })).toBeVisible()
  expect(countRows(app, subject)).toBe(1)
})

/** The server takes the next action; then the connection goes before the browser hears of it. */
async function loseAnswer(context: BrowserContext, page: Page): Promise<void> {
  let isLost = false
  const lose = async (route: Route) => {
    if (isLost || route.request().method() !== 'POST') return route.fallback()
    isLost = true
    await route.fetch()
    await context.setOffline(true)
    await route.abort('internetdisconnected')
  }
  await page.route('**/*', lose)
}

test('a message that waited in a closed tab is sent on the next visit', async ({ context, app }) => {
  const subject = uniqueSubject('Closed tab')
  const page = await openPage(context)
  await fillForm(page, { subject, message: 'Then I closed the laptop.' })
  await loseAnswer(context, page)
  await send(page)
  await expect(page.getByText(keptWords)).toBeVisible()
  await page.close()
  await context.setOffline(false)
  const later = await openPage(context)
  await expect(later.getByRole('heading', { name: 'Message sent' })).toBeVisible()
  expect(countRows(app, subject)).toBe(1)
})

test('where nothing can be kept, the page says that it has to stay open, and sends all the same', async ({
  context,
  app,
}) => {
  const subject = uniqueSubject('No storage')
  await context.addInitScript(() => {
    Object.defineProperty(window, 'localStorage', {
      get() {
        throw new DOMException('refused', 'SecurityError')
      },
    })
  })
  const page = await openPage(context)
  await fillForm(page, { subject, message: 'Private window.' })
  await context.setOffline(true)
  await send(page)
  await expect(page.getByText('You are offline. Keep this page open')).toBeVisible()
  await context.setOffline(false)
  await expect(page.getByRole('heading', { name: 'Message sent' })).toBeVisible()
  expect(countRows(app, subject)).toBe(1)
})

test('a file that was under way goes up again, one that had arrived does not, and both come with the message', async ({
  context,
  app,
}) => {
  const subject = uniqueSubject('Offline file')
  const page = await openPage(context)
  await fillForm(page, { subject, message: 'Two files.' })
  const file = (name: string) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(`In ${name}.`) })
  let posted = 0
  page.on('request', (request) => {
    if (new URL(request.url()).pathname === '/uploads') posted += 1
  })
  await page.getByLabel('Attachments').setInputFiles(file('first.txt'))
  await expect(page.getByText(/^Ready · /)).toBeVisible()
  expect(posted).toBe(1)
  await page.route('**/uploads', (route) => {
    void context.setOffline(true).then(() => route.abort('internetdisconnected'))
  })
  await page.getByLabel('Attachments').setInputFiles(file('second.txt'))
  await expect(page.locator('.file-wrong')).toBeVisible()
  expect(posted).toBe(2)
  await page.unroute('**/uploads')
  await send(page)
  await expect(page.getByText(keptWords)).toBeVisible()
  await context.setOffline(false)
  await expect(page.getByRole('heading', { name: 'Message sent' })).toBeVisible()
  const [message] = (await staffOf(app).messages(subject)) satisfies StaffMessage[]
  expect(message?.attachments.length).toBe(1)
  expect(message?.body).toContain('second.txt')
  // Both are there, so the one more that went up was the second.
  expect(posted).toBe(3)
})

test('a reply sent without a connection is kept, and sent once by itself when it is back', async ({
  page: sent,
  context,
  app,
}) => {
  await sendRequest(sent, { subject: uniqueSubject('Offline reply'), message: 'Hello.' })
  const text = uniqueSubject('A reply from the train')
  const page = await openPage(context, sent.url().replace('?sent=1', ''))
  await sent.close()
  const reply = page.getByLabel('Reply', { exact: true })
  await reply.fill(text)
  await loseAnswer(context, page)
  await page.getByRole('button', { name: 'Send reply' }).click()
  await expect(page.getByText(keptWords)).toBeVisible()
  await expect(reply).toHaveValue(text)
  await context.setOffline(false)
  await expect(page.getByText('Reply sent')).toBeVisible()
  await expect(page.getByRole('article').filter({ hasText: text })).toHaveCount(1)
  expect(countRows(app, text)).toBe(1)
})

test('a message in which somebody writes on goes when they have finished', async ({ context, app }) => {
  const subject = uniqueSubject('Writes on')
  const page = await openPage(context)
  await fillForm(page, { subject, message: 'The first half,' })
  await context.setOffline(true)
  await send(page)
  await expect(page.getByText(keptWords)).toBeVisible()
  await page.getByLabel('Message').pressSequentially(' and the second')
  await context.setOffline(false)
  await page.getByLabel('Message').pressSequentially(' half.')
  await expect(page.getByRole('heading', { name: 'Message sent' })).toBeVisible()
  const [message] = await staffOf(app).messages(subject)
  expect(message?.body).toContain('half,')
  expect(message?.body).toContain('second half.')
})
