/** The test that all specs use: a page of a running app, on which any console error, page error or CSP violation fails. */
import { test as base, expect, type Page } from '@playwright/test'
import { type App, startApp } from './app.ts'

export { expect }

export const test = base.extend<{ page: Page }, { app: App }>({
  app: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from it.
    async ({}, use) => {
      const app = await startApp()
      await use(app)
      await app.stop()
    },
    { scope: 'worker' },
  ],
  baseURL: ({ app }, use) => use(app.url),
  page: async ({ page }, use) => {
    const problems = watch(page)
    await use(page)
    expect(problems, 'nothing went wrong in the page').toEqual([])
  },
})

/** What a browser reports as wrong, collected while the test runs. CSP violations arrive as console errors. */
function watch(page: Page): string[] {
  const problems: string[] = []
  page.on('pageerror', (error) => problems.push(`page error: ${error.message}`))
  page.on('console', (message) => {
    if (message.type() === 'error' || /hydrat/i.test(message.text())) problems.push(message.text())
  })
  return problems
}
