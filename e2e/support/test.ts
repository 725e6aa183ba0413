/** The test that all specs use: a page of a running app, on which any console error, page error or CSP violation fails. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, test as base, expect, type Page } from '@playwright/test'
import { type App, startApp } from './app.ts'
import { type Host, startHost } from './host.ts'
import { openPlace, type Place } from './place.ts'

export { expect }

interface Fixtures {
  page: Page
  /** Where the customer meets the form: on its own page, or in a frame on somebody's. */
  where: 'page' | 'embed'
  place: Place
  /** A customer's own browser: it lets frames keep things, each for itself, which a private window does not. */
  profile: BrowserContext
}

export const test = base.extend<Fixtures, { app: App; host: Host }>({
  where: ['page', { option: true }],
  place: ({ page, where, app, host }, use) => use(openPlace(page, where, { app, host })),
  profile: async ({ playwright, launchOptions, baseURL }, use) => {
    const options = { ...launchOptions, ...(baseURL && { baseURL }) }
    const folder = await mkdtemp(join(tmpdir(), 'deskbell-profile-'))
    await mkdir(join(folder, 'Default'))
    const preferences = { profile: { block_third_party_cookies: false, cookie_controls_mode: 0 } }
    await writeFile(join(folder, 'Default', 'Preferences'), JSON.stringify(preferences))
    const profile = await playwright.chromium.launchPersistentContext(folder, options)
    await use(profile)
    await profile.close()
    await rm(folder, { recursive: true })
  },
  host: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from it.
    async ({}, use) => {
      const host = await startHost()
      await use(host)
      host.close()
    },
    { scope: 'worker' },
  ],
  app: [
    async ({ host }, use) => {
      const app = await startApp({ EMBED_ORIGINS: host.origin })
      await use(app)
      await app.stop()
    },
    { scope: 'worker' },
  ],
  baseURL: ({ app }, use) => use(app.url),
  page: async ({ page }, use) => {
    const problems = watch(page)
    page.on('popup', (popup) => watch(popup, problems))
    await use(page)
    expect(problems, 'nothing went wrong in the page').toEqual([])
  },
})

/** What a browser reports as wrong, collected while the test runs. CSP violations arrive as console errors. */
function watch(page: Page, problems: string[] = []): string[] {
  page.on('pageerror', (error) => problems.push(`page error: ${error.message}`))
  page.on('console', (message) => {
    if (message.type() === 'error' || /hydrat/i.test(message.text())) problems.push(message.text())
  })
  return problems
}
