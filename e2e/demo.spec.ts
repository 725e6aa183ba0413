/** `npm run demo`: what it prints works, and when it ends nothing of it goes on. */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Page } from '@playwright/test'
import { fillForm, uniqueSubject } from './support/customer.ts'
import { type Demo, startDemo } from './support/demo.ts'
import { signIn } from './support/desk.ts'
import { staffOf } from './support/staff.ts'
import { test as base, expect } from './support/test.ts'

const test = base.extend<{ demo: Demo }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from it.
  demo: async ({}, use) => {
    const demo = await startDemo()
    await use(demo)
    await demo.stop()
  },
})

const sh = (line: string) => promisify(execFile)('sh', ['-c', line])

test('the printed line answers the newest request, and the customer reads it', async ({ demo, page }) => {
  await answerWithPrintedLine(demo, page)
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('the printed line answers the newest request, and the customer reads it', async ({ demo, page }) => {
    await answerWithPrintedLine(demo, page)
  })
})

test('stopped or killed from outside, it leaves nothing running', async ({ demo }) => {
  await demo.kill()
  await expect.poll(() => isAnswering(demo.url), { timeout: 10_000 }).toBe(false)
})

async function answerWithPrintedLine(demo: Demo, page: Page): Promise<void> {
  const subject = uniqueSubject('Grüße, “zip” & more')
  for (const each of [uniqueSubject('An older request'), subject]) {
    await page.goto(demo.url)
    await fillForm(page, { subject: each, message: 'The zip broke on day one.' })
    await page.getByRole('button', { name: 'Send message' }).click()
    await expect(page.getByRole('heading', { name: 'Message sent' })).toBeVisible()
  }
  await sh(demo.curl)
  await page.reload()
  await expect(page.getByText('Thank you, we are on it.')).toBeVisible()
  await expect(page.getByText('Answered', { exact: true })).toBeVisible()
  await page.getByLabel('Reply', { exact: true }).fill('Great.')
  await page.getByRole('button', { name: 'Send reply' }).click()
  await expect(page.getByRole('article').last()).toContainText('Great.')
  await signIn(page, demo)
  await expect.poll(() => demo.output()).toContain(`${demo.url}/desk\n`)
  await expect(page.getByRole('link', { name: subject })).toBeVisible()
  const [reply] = await staffOf(demo).messages(subject)
  expect(reply).toMatchObject({ body: 'Great.', user: { email: 'mia@example.org' } })
}

const isAnswering = (url: string) =>
  fetch(url).then(
    () => true,
    () => false,
  )
