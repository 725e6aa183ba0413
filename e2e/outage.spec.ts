/** The helpdesk is down, and the customer is told the truth; when it is back, everything has arrived exactly once. */
import type { Browser, Page } from '@playwright/test'
import { startReamazeFake } from './fakes/reamaze.ts'
import { type App, failToStart, startApp } from './support/app.ts'
import { fillForm, uniqueSubject } from './support/customer.ts'
import { expect, test as quick } from './support/test.ts'

const test = quick.extend<{ fake: Awaited<ReturnType<typeof startReamazeFake>>; connected: App }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from it.
  fake: async ({}, use) => {
    const fake = await startReamazeFake()
    await use(fake)
    await fake.stop()
  },
  connected: async ({ fake }, use) => {
    const app = await startApp({
      HELPDESK: 'reamaze',
      REAMAZE_API_URL: fake.url,
      REAMAZE_EMAIL: fake.email,
      REAMAZE_API_TOKEN: fake.apiToken,
    })
    await use(app)
    await app.stop()
  },
  // Closed before the app stops: a page that still asks it for something would report that as an error.
  page: async ({ page, connected }, use) => {
    void connected
    await use(page)
    await page.close()
  },
})

test('refused, 503, no answer at all, and a kill: saved each time, delivered once each after recovery', async ({
  browser,
  page,
  fake,
  connected,
}) => {
  test.setTimeout(300_000)
  const refused = uniqueSubject('Refused')
  await fake.misbehave('refuse')
  await sendAndExpectSaved(page, connected, refused)
  await fake.behave()

  const unavailable = uniqueSubject('Unavailable')
  await fake.misbehave('status-503')
  await withoutJavaScript(browser, (plain) => sendAndExpectSaved(plain, connected, unavailable))
  await fake.behave()

  const silent = uniqueSubject('No answer')
  await fake.misbehave('hang')
  await sendAndExpectSaved(page, connected, silent)
  // A page that stays open asks for news while nobody is there, and says so in the console.
  const thread = page.url()
  await page.goto('about:blank')
  await connected.kill()
  await fake.behave()
  await connected.restart()

  const subjects = () => fake.conversations().map((conversation) => conversation.subject)
  await expect
    .poll(() => subjects().sort(), { timeout: 240_000 })
    .toEqual([refused, unavailable, silent].sort())
  await page.goto(thread)
  await expect(page.getByText('Delivered', { exact: true })).toBeVisible()
  const health = await fetch(`${connected.url}/api/health`)
  expect(await health.json()).toMatchObject({ status: 'ok', outbox: { waiting: 0, uncertain: 0, parked: 0 } })
  expect(subjects()).toHaveLength(3)
})

test('a message that the helpdesk rejects is held up, said so, and shown to the operator', async ({
  page,
  fake,
  connected,
}) => {
  await fake.misbehave('status-422', { method: 'POST', times: 1 })
  await sendAndExpectSaved(page, connected, uniqueSubject('Rejected'))
  await expect(page.getByText('Held up: saved, and the team has to look at it')).toBeVisible()
  const health = await fetch(`${connected.url}/api/health`)
  expect(await health.json()).toMatchObject({
    status: 'attention',
    outbox: { parked: 1, parkedReasons: { rejected: 1 } },
  })
})

test('an answer from Re:amaze reaches the thread page; an internal note does not', async ({
  page,
  fake,
  connected,
}) => {
  const subject = uniqueSubject('Connected')
  await page.goto(connected.url)
  await fillForm(page, { subject, message: 'Hello.' })
  await page.getByRole('button', { name: 'Send message' }).click()
  await expect(page.getByRole('heading', { name: 'Message sent' })).toBeVisible()
  const slug = fake.conversations()[0]?.slug ?? ''
  fake.answer(slug, 'CANARY-NOTE', { note: true })
  fake.answer(slug, 'A visible answer.')
  // A few seconds may pass: the helpdesk is not asked at each look.
  await expect(async () => {
    await page.reload()
    await expect(page.getByText('A visible answer.')).toBeVisible({ timeout: 500 })
  }).toPass({ timeout: 10_000 })
  expect(await page.content()).not.toContain('CANARY-NOTE')
  await page.getByLabel('Reply', { exact: true }).fill('Thank you.')
  await page.getByRole('button', { name: 'Send reply' }).click()
  await expect(page.getByText('Reply sent')).toBeVisible()
  await expect(page.getByRole('article').last()).toContainText('Thank you.')
  const last = fake.conversations()[0]?.messages.at(-1)
  expect(last).toMatchObject({ body: 'Thank you.', fromStaff: false, visibility: 0 })
})

test('a wrong setting stops the start with a line that names it', async () => {
  const { code, output } = await failToStart({
    HELPDESK: 'reamaze',
    REAMAZE_BRAND: 'acme',
    APP_URL: 'help.example.com',
  })
  expect(code).toBe(1)
  expect(output).toContain(
    'APP_URL needs an origin like https://help.example.com, without a path; got "help.example.com"',
  )
  expect(output).toContain('REAMAZE_EMAIL needs')
  expect(output).toContain('REAMAZE_API_TOKEN needs')
})

async function sendAndExpectSaved(page: Page, app: App, subject: string): Promise<void> {
  await page.goto(app.url)
  await fillForm(page, { subject, message: 'Is anybody there?' })
  await page.getByRole('button', { name: 'Send message' }).click()
  // How long this takes is bounded in the server (deliverWithinMs), which outbox.test.ts shows; a busy browser takes longer.
  await expect(page.getByRole('heading', { name: 'Message saved' })).toBeVisible()
  await expect(page).toHaveTitle(/^Message saved – /)
  await expect(page.getByRole('heading', { name: subject })).toBeVisible()
  await expect(page.getByRole('article')).toContainText('Is anybody there?')
}

async function withoutJavaScript(browser: Browser, act: (page: Page) => Promise<void>): Promise<void> {
  const context = await browser.newContext({ javaScriptEnabled: false })
  await act(await context.newPage())
  await context.close()
}
