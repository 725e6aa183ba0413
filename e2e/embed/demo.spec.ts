/** `/demo`: every way of embedding on one page of another site, and the snippet for each. */
import AxeBuilder from '@axe-core/playwright'
import { startApp } from '../support/app.ts'
import { fillForm, uniqueSubject } from '../support/customer.ts'
import { pageWith } from '../support/host.ts'
import { test as base, expect } from '../support/test.ts'

const test = base.extend<{ demo: { app: string; page: string } }>({
  demo: async ({ host, page }, use) => {
    const app = await startApp({ DEMO: '1', EMBED_ORIGINS: host.origin })
    await use({ app: app.url, page: `${app.url.replace('localhost', '127.0.0.1')}/demo` })
    // Frames below what is seen may still be on their way.
    await page.goto('about:blank')
    await app.stop()
  },
})

test('the demo shows the form inline, behind a button and three times, from another site', async ({
  page,
  demo,
}) => {
  await page.goto(demo.page)
  const inline = page.locator('#contact').frameLocator('iframe')
  await fillForm(inline, { subject: uniqueSubject('Demo'), message: 'Hello.' })
  // In dark the words of a frame lie on the page around, which axe does not see from inside.
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => ({ id, nodes: nodes.map((node) => node.html) }))).toEqual([])
  await inline.getByRole('button', { name: 'Send message' }).click()
  await expect(inline.getByRole('heading', { name: 'Message sent' })).toBeVisible()
  await page.locator('.demo-launcher').click()
  await expect(page.frameLocator('dialog iframe').getByLabel('Subject')).toBeVisible()
  await page.getByRole('button', { name: 'Close' }).click()
  await page.locator('.demo-three').scrollIntoViewIfNeeded()
  for (const index of [0, 1, 2])
    await expect
      .poll(() =>
        page
          .locator('.demo-three iframe')
          .nth(index)
          .evaluate((frame) => frame.clientHeight),
      )
      .toBeGreaterThan(1_000)
})

test('a snippet that the demo makes works when it is copied into a page', async ({ page, demo, host }) => {
  await page.goto(demo.page)
  await page.getByRole('link', { name: 'Dark' }).click()
  await expect(page.getByRole('link', { name: 'Dark' })).toHaveAttribute('aria-current', 'true')
  for (const way of ['Frame and script', 'Frame only']) {
    await page.getByRole('link', { name: way, exact: true }).click()
    await expect(page.getByRole('link', { name: way, exact: true })).toHaveAttribute('aria-current', 'true')
    const snippet = (await page.locator('.demo-snippet').textContent()) ?? ''
    const visitor = await page.context().newPage()
    await visitor.goto(host.show(pageWith(snippet)))
    await expect(visitor.frameLocator('iframe').locator('html')).toHaveAttribute('data-theme', 'dark')
    await expect(visitor.frameLocator('iframe').getByLabel('Subject')).toBeVisible()
    await visitor.close()
  }
  await page.getByRole('link', { name: 'Button and dialog' }).click()
  await expect(page.locator('.demo-snippet')).toContainText('data-support-form="support" data-theme="dark"')
  await page.getByRole('link', { name: 'React' }).click()
  await expect(page.locator('.demo-snippet')).toContainText('<SupportForm')
})

test('without JavaScript the demo shows the form and makes snippets too', async ({ browser, demo }) => {
  const page = await browser.newPage({ javaScriptEnabled: false })
  await page.goto(demo.page)
  await expect(page.locator('#contact').frameLocator('iframe').getByLabel('Subject')).toBeVisible()
  await page.getByRole('link', { name: 'Light' }).click()
  await expect(page.locator('.demo-snippet')).toContainText('theme=light')
  await page.close()
})

test('there is no demo in production', async ({ app }) => {
  expect((await fetch(`${app.url}/demo`)).status).toBe(404)
})
