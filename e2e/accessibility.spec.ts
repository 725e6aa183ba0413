/** WCAG 2.2 AA as far as axe can tell, on every page and state, light and dark. */
import { expectAccessible } from './support/accessible.ts'
import { sendRequest, summaryOf, uniqueSubject } from './support/customer.ts'
import { staffOf } from './support/staff.ts'
import { expect, test } from './support/test.ts'

test('the form, empty and with mistakes', async ({ page }) => {
  await page.goto('/')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Send message' }).click()
  await expect(summaryOf(page)).toBeVisible()
  await expectAccessible(page)
})

test('success and thread, with an answer', async ({ page, app }) => {
  const staff = staffOf(app)
  const subject = uniqueSubject('Axe')
  await sendRequest(page, { subject, message: 'Hello.' })
  await expectAccessible(page)
  const [message] = await staff.messages(subject)
  await staff.answer(
    message?.conversation.slug ?? '',
    '# A heading\n\n> a quote\n\n- a list\n\n[a link](https://example.org)',
  )
  await page.goto(page.url().replace('?sent=1', ''))
  await expect(page.getByText('a quote')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Send reply' }).click()
  await expect(page.getByLabel('Reply', { exact: true })).toHaveAttribute('aria-invalid', 'true')
  await expectAccessible(page)
})

test('pages that lead nowhere', async ({ page }) => {
  const answer = await page.request.get('/t/unknown')
  expect(answer.status()).toBe(404)
  await page.goto('/f/support')
  await expectAccessible(page)
})
