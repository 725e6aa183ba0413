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

const nowhere = [
  ['/t/unknown', 'This link does not open a conversation'],
  [`/t/${'A'.repeat(43)}`, 'This link does not open a conversation'],
  ['/f/unknown', 'There is no form here'],
  ['/unknown', 'There is no form here'],
] as const

test('pages that lead nowhere, with a script and without', async ({ app, browser, page }) => {
  for (const javaScriptEnabled of [true, false]) {
    // Not the fixture's page: a browser reports each 404 as an error.
    const context = await browser.newContext({ baseURL: app.url, javaScriptEnabled })
    const lost = await context.newPage()
    for (const [path, heading] of nowhere) {
      const answer = await lost.goto(path)
      expect(answer?.status(), path).toBe(404)
      expect(answer?.request().redirectedFrom(), path).toBeNull()
      await expect(lost.getByRole('heading', { name: heading })).toBeVisible()
      await expect(lost).toHaveTitle(new RegExp(`^${heading} – `))
    }
    if (javaScriptEnabled) await expectAccessible(lost)
    await context.close()
  }
  await page.goto('/f/support')
  await expectAccessible(page)
})
