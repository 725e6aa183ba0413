/** The form must not cost its customers more than a page without it would. */
import { test as base, expect } from '../support/test.ts'
import { type EmptyPage, serveEmptyPage } from './empty-page.ts'
import { firstLoadBytes } from './first-load.ts'

const allowance = 1.05
const buildMs = 180_000

const test = base.extend<{ empty: EmptyPage }>({
  empty: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from it.
    async ({}, use) => {
      const empty = await serveEmptyPage()
      await use(empty)
      await empty.stop()
    },
    { timeout: buildMs },
  ],
})

test("the form page's first load weighs at most 5 % more JavaScript than an empty page", async ({
  app,
  empty,
}) => {
  const floor = await firstLoadBytes(empty.url)
  const form = await firstLoadBytes(app.url)
  test.info().annotations.push({ type: 'weight', description: `${form} bytes over a floor of ${floor}` })
  // If the scripts were not found, nothing would be compared with nothing.
  expect(floor).toBeGreaterThan(100_000)
  expect(form / floor).toBeLessThanOrEqual(allowance)
})
