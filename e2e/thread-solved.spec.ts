/** The end of a conversation: it is marked as solved, rated, and opened again by a reply; with and without JavaScript. */
import type { Page } from '@playwright/test'
import type { App } from './support/app.ts'
import { sendRequest, uniqueSubject } from './support/customer.ts'
import { staffOf } from './support/staff.ts'
import { expect, test } from './support/test.ts'

test('a customer marks it as solved, rates it, and opens it again by a reply', async ({ page, app }) => {
  await endAndReopen(page, app)
})

test('a rating without a choice is said, and what was typed stays', async ({ page, app }) => {
  await rateWithoutChoice(page, app)
})

test('a reply is looked at before it is sent, as it will stand in the conversation', async ({
  page,
  app,
}) => {
  await openAnswered(page, app)
  await lookFirst(page)
})

test('S17 a preview draws what is safe, and nothing else', async ({ page, app }) => {
  await openAnswered(page, app)
  await page
    .getByLabel('Reply', { exact: true })
    .fill('<img src=x onerror=alert(1)> [x](javascript:alert(1))')
  await page.getByRole('button', { name: 'Preview' }).click()
  const preview = page.getByRole('region', { name: 'Preview' })
  await expect(preview).toContainText('<img src=x onerror=alert(1)> [x](javascript:alert(1))')
  await expect(preview.locator('img, a')).toHaveCount(0)
})

test('what is being typed stays when the conversation is marked as solved, and the reading goes on there', async ({
  page,
  app,
}) => {
  await openAnswered(page, app)
  const reply = page.getByLabel('Reply', { exact: true })
  await reply.fill('By the way')
  await page.getByRole('button', { name: 'Mark as solved' }).click()
  await expect(page.getByText('You marked this as solved on')).toBeVisible()
  await expect(reply).toHaveValue('By the way')
  await expect(page.locator('#standing')).toBeFocused()
})

test('a second window hears of it, and rates no second time', async ({ page, app, browser }) => {
  const { thread } = await openAnswered(page, app)
  const other = await browser.newPage()
  await other.goto(thread)
  await page.getByRole('button', { name: 'Mark as solved' }).click()
  await expect(other.getByText('You marked this as solved on')).toBeVisible({ timeout: 20_000 })
  await page.getByRole('radio', { name: 'Very good' }).check()
  await page.getByRole('button', { name: 'Send rating' }).click()
  await expect(page.getByText('Your rating: Very good. Thank you.')).toBeVisible()
  await expect(other.getByText('Your rating: Very good. Thank you.')).toBeVisible({ timeout: 20_000 })
  await other.close()
})

test('S59 a page of another origin marks nothing as solved and rates nothing', async ({ page, app }) => {
  const { thread, staff, slug } = await openAnswered(page, app)
  for (const path of ['/solved', '/rating'])
    for (const origin of ['https://evil.example', 'null', null]) {
      const headers: HeadersInit = origin === null ? {} : { Origin: origin }
      const body = new URLSearchParams({ rating: '1' })
      const answer = await fetch(thread + path, { method: 'POST', headers, body, redirect: 'manual' })
      expect(answer.status).toBe(403)
    }
  expect((await staff.conversation(slug)).status).toBe(1)
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('a customer marks it as solved, rates it, and opens it again by a reply', async ({ page, app }) => {
    await endAndReopen(page, app)
  })

  test('a rating without a choice is said, and what was typed stays', async ({ page, app }) => {
    await rateWithoutChoice(page, app)
  })

  test('a reply is looked at before it is sent, as it will stand in the conversation', async ({
    page,
    app,
  }) => {
    await openAnswered(page, app)
    await lookFirst(page)
  })
})

async function endAndReopen(page: Page, app: App): Promise<void> {
  const { staff, slug } = await openAnswered(page, app)
  await page.getByRole('button', { name: 'Mark as solved' }).click()
  await expect(page.getByText(/^You marked this as solved on .+\. Reply to open it again\.$/)).toBeVisible()
  await expect(page.getByText('Resolved', { exact: true })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Mark as solved' })).toHaveCount(0)
  expect((await staff.conversation(slug)).status).toBe(2)

  const rating = page.getByRole('group', { name: 'How was the help you got?' })
  await expect(rating.getByRole('radio')).toHaveCount(5)
  await rating.getByRole('radio', { name: 'Good', exact: true }).check()
  await page.getByLabel('What should we know?').fill('Quick,\nand kind.')
  await page.getByRole('button', { name: 'Send rating' }).click()
  await expect(page.getByText('Your rating: Good. Thank you.')).toBeVisible()
  await expect(rating).toHaveCount(0)
  expect((await staff.conversation(slug)).data).toMatchObject({
    deskbell_rating: '4',
    deskbell_rating_comment: 'Quick,\nand kind.',
  })

  await page.getByLabel('Reply', { exact: true }).fill('It broke again.')
  await page.getByRole('button', { name: 'Send reply' }).click()
  await expect(page.getByText('Reply sent. The conversation is open again.')).toBeVisible()
  await expect(page.getByText('With the team', { exact: true })).toBeVisible()
  expect((await staff.conversation(slug)).status).toBe(0)
}

async function rateWithoutChoice(page: Page, app: App): Promise<void> {
  await openAnswered(page, app)
  await page.getByRole('button', { name: 'Mark as solved' }).click()
  await page.getByLabel('What should we know?').fill('It took long.')
  await page.getByRole('button', { name: 'Send rating' }).click()
  await expect(page.getByText('Select a rating')).toBeVisible()
  await expect(page.getByLabel('What should we know?')).toHaveValue('It took long.')
}

async function lookFirst(page: Page): Promise<void> {
  const reply = page.getByLabel('Reply', { exact: true })
  const typed = 'It is **still** broken:\n\n- the zip\n- the lining'
  await reply.fill(typed)
  await page.getByRole('button', { name: 'Preview' }).click()
  const preview = page.getByRole('region', { name: 'Preview' })
  await expect(preview.locator('strong')).toHaveText('still')
  await expect(preview.getByRole('listitem')).toHaveText(['the zip', 'the lining'])
  await expect(reply).toHaveValue(typed)
  await expect(page.getByRole('article')).toHaveCount(2)
  await page.getByRole('button', { name: 'Send reply' }).click()
  const sent = page.getByRole('article').last()
  await expect(sent.locator('strong')).toHaveText('still')
  await expect(sent.getByRole('listitem')).toHaveText(['the zip', 'the lining'])
  await expect(preview).toHaveCount(0)
}

async function openAnswered(page: Page, app: App) {
  const staff = staffOf(app)
  const subject = uniqueSubject('End')
  await sendRequest(page, { subject, message: 'The zip broke.' })
  const [message] = await staff.messages(subject)
  const slug = message?.conversation.slug ?? ''
  await staff.answer(slug, 'A new one is on its way.')
  const thread = page.url().replace('?sent=1', '')
  await page.goto(thread)
  return { staff, slug, thread }
}
