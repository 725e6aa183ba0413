/** Where a conversation stands is told as it is, with a script and without, and to everybody: each state is a page of its own. */
import type { Browser, Page } from '@playwright/test'
import { type ReamazeFake, startReamazeFake } from './fakes/reamaze.ts'
import { expectAccessible } from './support/accessible.ts'
import { startApp } from './support/app.ts'
import { fillForm, uniqueSubject } from './support/customer.ts'
import { test as base, expect } from './support/test.ts'

const test = base.extend<object, { fake: ReamazeFake }>({
  fake: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from it.
    async ({}, use) => {
      const fake = await startReamazeFake()
      await use(fake)
      await fake.stop()
    },
    { scope: 'worker' },
  ],
  app: [
    async ({ fake }, use) => {
      const app = await startApp({
        HELPDESK: 'reamaze',
        REAMAZE_EMAIL: fake.email,
        REAMAZE_API_TOKEN: fake.apiToken,
        REAMAZE_API_URL: fake.url,
      })
      await use(app)
      await app.stop()
    },
    { scope: 'worker' },
  ],
})
/** The next customer of this server is not kept from the helpdesk by what the last one found out about it. */
test.afterEach(async ({ app, fake }) => {
  await fake.behave()
  const onTheirWay = async () => {
    const { outbox } = await (await fetch(`${app.url}/api/health`)).json()
    return outbox.waiting + outbox.sending + outbox.uncertain
  }
  await expect.poll(onTheirWay, { timeout: 60_000 }).toBe(0)
})

const said = {
  saved: ['Saved', 'Not delivered yet, we keep trying'],
  parked: ['Saved', 'Held up: saved, and the team has to look at it'],
  waiting: ['With the team', 'No answer yet.'],
  answered: ['Answered', 'A new one is on its way.'],
  resolved: ['Resolved', 'How was the help you got?'],
  unreadable: ['With the team', 'Answers cannot be shown right now.'],
} as const

const states: readonly (readonly [keyof typeof said, (page: Page, fake: ReamazeFake) => Promise<void>])[] = [
  [
    'saved',
    async (page, fake) => {
      await fake.misbehave('refuse')
      await send(page, 'Message saved')
    },
  ],
  [
    'parked',
    async (page, fake) => {
      await fake.misbehave('status-422', { method: 'POST' })
      await send(page, 'Message saved')
    },
  ],
  ['waiting', (page) => send(page, 'Message sent')],
  [
    'answered',
    async (page, fake) => {
      await send(page, 'Message sent')
      fake.answer(fake.conversations().at(-1)?.slug ?? '', 'A **new one** is on its way.')
      fake.setStatus(fake.conversations().at(-1)?.slug ?? '', 1)
    },
  ],
  [
    'resolved',
    async (page, fake) => {
      await send(page, 'Message sent')
      fake.setStatus(fake.conversations().at(-1)?.slug ?? '', 2)
    },
  ],
  [
    'unreadable',
    async (page, fake) => {
      await send(page, 'Message sent')
      await fake.misbehave('refuse', { method: 'GET' })
    },
  ],
]

for (const [state, reach] of states) {
  test(`${state}: told as it is, and accessible in either direction`, async ({ page, fake }) => {
    await reach(page, fake)
    await look(page, state)
    await expectAccessible(page)
    await page.goto(`${page.url().split('?')[0]}?lang=ar`)
    await expect(page.locator('html')).toHaveAttribute('dir', 'rtl')
    await expectAccessible(page)
  })

  test(`${state}: told as it is without JavaScript`, async ({ app, browser, fake }) => {
    await withoutJavaScript(browser, app.url, async (page) => {
      await reach(page, fake)
      await look(page, state)
    })
  })
}

test('a Latin subject begins where an Arabic page begins', async ({ page }) => {
  await send(page, 'Message sent')
  await page.goto(`${page.url().split('?')[0]}?lang=ar`)
  const [words, facts] = await page.evaluate(() =>
    ['h1', '.thread-facts'].map((selector) => {
      const range = document.createRange()
      range.selectNodeContents(document.querySelector(selector) ?? document.body)
      return range.getBoundingClientRect().right
    }),
  )
  expect(words).toBeCloseTo(facts ?? 0, 0)
})

test('a reply that is held up is told so with a script and without; what was written stays readable', async ({
  app,
  browser,
  page,
  fake,
}) => {
  await send(page, 'Message sent')
  const thread = page.url().replace('?sent=1', '')
  await page.goto('about:blank')
  await withoutJavaScript(browser, app.url, async (plain) => {
    await plain.goto(thread)
    await fake.misbehave('status-422', { method: 'POST' })
    await plain.getByLabel('Reply', { exact: true }).fill('And the key is missing.')
    await plain.getByRole('button', { name: 'Send reply' }).click()
    const last = plain.getByRole('article').last()
    await expect(last).toContainText('And the key is missing.')
    await expect(last).toContainText('Held up: saved, and the team has to look at it')
    await expect(plain.getByText('Reply saved, on its way to the team')).toBeVisible()
  })
  await page.goto(thread)
  await expect(page.getByRole('article').last()).toContainText('Held up: saved')
  await expectAccessible(page)
})

/** Says what is in `said`, in a while: the helpdesk is not asked at each look. */
async function look(page: Page, state: keyof typeof said): Promise<void> {
  const thread = page.url().split('?')[0] ?? ''
  await expect(async () => {
    await page.goto(thread)
    for (const words of said[state]) await expect(page.getByText(words).first()).toBeVisible({ timeout: 500 })
  }).toPass({ timeout: 30_000 })
  for (const [other, [chip]] of Object.entries(said))
    if (chip !== said[state][0])
      await expect(page.getByText(chip, { exact: true }), `not ${other}`).toHaveCount(0)
  await expect(page.getByRole('article').first()).toContainText('The zip broke.')
}

async function send(page: Page, heading: string): Promise<void> {
  await page.goto('/')
  await fillForm(page, { subject: uniqueSubject('State'), message: 'The zip broke.' })
  await page.getByRole('button', { name: 'Send message' }).click()
  await expect(page.getByRole('heading', { name: heading })).toBeVisible()
}

async function withoutJavaScript(browser: Browser, baseURL: string, act: (page: Page) => Promise<void>) {
  const context = await browser.newContext({ baseURL, javaScriptEnabled: false })
  await act(await context.newPage())
  await context.close()
}
