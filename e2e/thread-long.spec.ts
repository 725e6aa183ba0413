/** A long conversation opens at its end, and goes back to its beginning with and without JavaScript. */
import type { Page } from '@playwright/test'
import type { App } from './support/app.ts'
import { sendRequest, uniqueSubject } from './support/customer.ts'
import { staffOf } from './support/staff.ts'
import { expect, test } from './support/test.ts'

test('earlier messages are a link away, and the reading place is kept', async ({ page, app }) => {
  await readBack(page, app)
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('earlier messages are a link away, and the reading place is kept', async ({ page, app }) => {
    await readBack(page, app)
  })
})

async function readBack(page: Page, app: App): Promise<void> {
  const staff = staffOf(app)
  const subject = uniqueSubject('Long')
  await sendRequest(page, { subject, message: 'The very first words.' })
  const [message] = await staff.messages(subject)
  for (let index = 1; index <= 125; index += 1)
    await staff.answer(message?.conversation.slug ?? '', `Answer number ${index}.`)
  await page.goto(page.url().replace('?sent=1', ''))
  const articles = page.getByRole('article')
  const earlier = page.getByRole('link', { name: 'Show earlier messages' })
  await expect(articles).toHaveCount(30)
  await expect(articles.last()).toContainText('Answer number 125.')
  await earlier.click()
  await expect(articles).toHaveCount(60)
  await expect(articles.nth(30)).toBeInViewport()
  await earlier.click()
  await expect(articles).toHaveCount(90)
  await earlier.click()
  await expect(articles.first()).toContainText('Answer number 6.')
  await expect(articles).toHaveCount(90)
  await earlier.click()
  await expect(articles.first()).toContainText('The very first words.')
  await expect(earlier).toHaveCount(0)
  await page.getByRole('link', { name: 'Show newer messages' }).click()
  await expect(articles.last()).toContainText('Answer number 125.')
}
