/** What a customer keeps of a conversation: a text file, and a page on paper. */
import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import type { App } from './support/app.ts'
import { sendRequest, uniqueSubject } from './support/customer.ts'
import { staffOf } from './support/staff.ts'
import { expect, test } from './support/test.ts'

test('a conversation is downloaded as text', async ({ page, app }) => {
  await download(page, app)
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('a conversation is downloaded as text', async ({ page, app }) => {
    await download(page, app)
  })
})

test('on paper stand the messages and no buttons, and the private link nowhere', async ({ page, app }) => {
  const { staff, slug } = await openAnswered(page, app)
  await staff.answer(slug, 'A second answer.')
  await page.emulateMedia({ media: 'print' })
  await expect(page.getByText('A second answer.')).toBeVisible({ timeout: 20_000 })
  for (const role of ['button', 'textbox'] as const) await expect(page.getByRole(role)).toHaveCount(0)
  await expect(page.getByRole('article')).toHaveCount(3)
  for (const article of await page.getByRole('article').all()) await expect(article).toBeVisible()
  for (const form of await page.locator('form').all()) await expect(form).toBeHidden()
  const token = /\/t\/([\w-]{43})/.exec(page.url())?.[1] ?? 'none'
  expect(await page.locator('body').innerText()).not.toContain(token)
})

async function download(page: Page, app: App): Promise<void> {
  const { subject } = await openAnswered(page, app)
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download as text' }).click(),
  ])
  expect(file.suggestedFilename()).toMatch(/^conversation-[0-9A-Z]{4}-[0-9A-Z]{4}\.txt$/)
  const text = await readFile(await file.path(), 'utf8')
  expect(text).toMatch(new RegExp(`^${subject}\nReference .*\nOpened .*\nTimes are in UTC\n`))
  expect(text).toContain('Mia Berg\n')
  expect(text).toContain('\n\nThe zip broke.\n')
  expect(text).toMatch(/Harbour Goods support\n.*\n\nA \*\*new one\*\* is on its way\.\n/)
  expect(text).not.toContain('CANARY-NOTE')
  expect(text).not.toContain('@')
}

async function openAnswered(page: Page, app: App) {
  const staff = staffOf(app)
  const subject = uniqueSubject('Record')
  await sendRequest(page, { subject, message: 'The zip broke.' })
  const [message] = await staff.messages(subject)
  const slug = message?.conversation.slug ?? ''
  await staff.note(slug, 'CANARY-NOTE')
  await staff.answer(slug, 'A **new one** is on its way.')
  await page.goto(page.url().replace('?sent=1', ''))
  return { staff, slug, subject }
}
