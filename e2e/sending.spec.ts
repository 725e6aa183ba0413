/** Between pressing Send and an answer: slow, very slow, nobody there, a deploy in between; never lost, never twice. */
import type { Page, Route } from '@playwright/test'
import { startApp } from './support/app.ts'
import { fillForm, sendRequest, uniqueSubject } from './support/customer.ts'
import { countRows } from './support/rows.ts'
import { staffOf } from './support/staff.ts'
import { expect, test } from './support/test.ts'

const send = (page: Page) => page.getByRole('button', { name: 'Send message' }).click()
const isAction = (route: Route) => route.request().headers()['next-action'] !== undefined
/** In the body of an action its fields have a number before their names. */
const requestIdIn = (body: string | null) => /name="(?:_\d+_)?request"\s+([\w-]{43})/.exec(body ?? '')?.[1]

/** What goes on turning for as long as the page is open: it takes time from everything else. */
const turning = (page: Page) =>
  page.evaluate(
    () => document.getAnimations().filter(({ effect }) => effect?.getTiming().iterations === Infinity).length,
  )

test('a slow answer is said to be slow, then very slow, and trying again sends the same message', async ({
  page,
  app,
}) => {
  const subject = uniqueSubject('Slow')
  await page.goto('/')
  await fillForm(page, { subject, message: 'Slowly.' })
  const ids: (string | undefined)[] = []
  const held: Route[] = []
  page.on('request', (request) => {
    if (request.method() === 'POST') ids.push(requestIdIn(request.postData()))
  })
  await page.route('**/*', (route) => (isAction(route) ? void held.push(route) : route.fallback()))
  expect(await turning(page)).toBe(0)
  await send(page)
  const button = page.getByRole('button', { name: 'Sending…' })
  await expect.poll(() => turning(page)).toBe(1)
  await expect(button).toHaveAttribute('aria-disabled', 'true')
  await expect(page.locator('form')).toHaveAttribute('aria-busy', 'true')
  await expect(page.getByRole('status').getByText('Still sending. Keep this page open.')).toBeVisible()
  await expect(page.getByRole('status').getByText('This is taking longer than usual.')).toBeVisible()
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByRole('heading', { name: 'Message sent' })).toBeVisible()
  // The first attempt arrives after all.
  expect(held).toHaveLength(1)
  await held[0]?.fetch()
  expect(countRows(app, subject)).toBe(1)
  expect(ids).toEqual([expect.stringMatching(/^[\w-]{43}$/), ids[0]])
})

test('nobody answers: the text stays, and trying again sends it once', async ({ browser }) => {
  const app = await startApp()
  const page = await browser.newPage()
  const subject = uniqueSubject('Nobody there')
  await page.goto(app.url)
  await fillForm(page, { subject, message: 'Is anybody there?' })
  await app.kill()
  await send(page)
  await expect(
    page.getByRole('alert').filter({ hasText: 'We could not confirm that your message arrived.' }),
  ).toBeVisible()
  await expect(page.getByLabel('Message')).toHaveValue('Is anybody there?')
  await app.restart()
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByRole('heading', { name: 'Message sent' })).toBeVisible()
  expect(countRows(app, subject)).toBe(1)
  await page.close()
  await app.stop()
})

test('a server that breaks on every door takes no word away', async ({ context }) => {
  const page = await context.newPage()
  await page.goto('/')
  await fillForm(page, { subject: uniqueSubject('Broken'), message: 'Still here?' })
  await page.route('**/*', (route) =>
    route.request().method() === 'POST' ? route.fulfill({ status: 500, body: 'broken' }) : route.fallback(),
  )
  await send(page)
  await expect(page.getByText('We could not confirm that your message arrived.')).toBeVisible()
  await expect(page.getByRole('heading', { name: /^Contact / })).toBeVisible()
  await expect(page.getByLabel('Message')).toHaveValue('Still here?')
})

test('S70 a page opened before a deploy still sends after it, form and reply, each once', async ({
  context,
  app,
}) => {
  // The browser reports the answer to the old action as an error, which is what this is about.
  const page = await context.newPage()
  const ids: (string | undefined)[] = []
  const statuses: number[] = []
  page.on('request', (request) => {
    if (request.method() === 'POST') ids.push(requestIdIn(request.postData()))
  })
  page.on('response', (response) => {
    if (response.request().method() === 'POST') statuses.push(response.status())
  })
  // Another build has other ids for its actions: the server is asked for one that it does not have.
  await page.route('**/*', (route) =>
    isAction(route)
      ? route.continue({ headers: { ...route.request().headers(), 'next-action': '40'.padEnd(42, 'ab') } })
      : route.fallback(),
  )
  const subject = uniqueSubject('Deploy')
  await page.goto('/')
  await fillForm(page, { subject, message: 'Written before.' })
  await send(page)
  await expect(page.getByRole('heading', { name: 'Message sent' })).toBeVisible()
  expect(statuses).toEqual([expect.any(Number), 200])
  expect(statuses[0]).toBeGreaterThanOrEqual(400)
  expect(ids).toEqual([expect.stringMatching(/^[\w-]{43}$/), ids[0]])
  expect(countRows(app, subject)).toBe(1)

  const text = uniqueSubject('Reply after it')
  await page.getByLabel('Reply', { exact: true }).fill(text)
  await page.getByRole('button', { name: 'Send reply' }).click()
  await expect(page.getByText('Reply sent')).toBeVisible()
  expect(countRows(app, text)).toBe(1)
})

test('a page whose scripts are gone since a deploy sends natively', async ({ context, app }) => {
  const page = await context.newPage()
  await page.goto('/')
  await page.route('**/_next/static/**', (route) => route.fulfill({ status: 404 }))
  const subject = uniqueSubject('Scripts gone')
  await fillForm(page, { subject, message: 'Written before.' })
  await send(page)
  await expect(page.getByRole('heading', { name: 'Message sent' })).toBeVisible()
  expect(await staffOf(app).messages(subject)).toHaveLength(1)
})

test('back after sending shows the form as it was sent, and sending it again leads to the same conversation', async ({
  page,
  app,
}) => {
  const subject = uniqueSubject('Back')
  await sendRequest(page, { subject, message: 'Sent.' })
  const thread = page.url()
  await page.goBack()
  await expect(page.getByLabel('Subject')).toHaveValue(subject)
  await expect(page.getByText(/^Draft restored/)).toBeHidden()
  await send(page)
  await expect(page).toHaveURL(thread)
  expect(countRows(app, subject)).toBe(1)
})

test('a message that the browser puts back while the page comes alive stays', async ({ page, app }) => {
  // The moment between the first render, which reads what stands in the field, and the end of hydration.
  await page.addInitScript(() => {
    const { prototype } = HTMLTextAreaElement
    const own = Object.getOwnPropertyDescriptor(prototype, 'selectionStart')
    Object.defineProperty(prototype, 'selectionStart', {
      ...own,
      get(this: HTMLTextAreaElement) {
        Object.defineProperty(prototype, 'selectionStart', own ?? {})
        this.value = 'Put back by the browser.'
        return 0
      },
    })
  })
  const subject = uniqueSubject('Put back')
  await page.goto('/')
  await expect(page.getByLabel('Message')).toHaveValue('Put back by the browser.')
  await page.getByLabel('Subject').fill(subject)
  await page.getByLabel('Your name').fill('Mia Berg')
  await page.getByLabel('Email').fill('mia@example.org')
  await send(page)
  await expect(page.getByRole('heading', { name: 'Message sent' })).toBeVisible()
  expect(countRows(app, subject)).toBe(1)
})
