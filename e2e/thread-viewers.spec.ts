/** Many people look at one conversation, and the team's helpdesk hardly notices. */
import { type ReamazeFake, startReamazeFake } from './fakes/reamaze.ts'
import { type App, startApp } from './support/app.ts'
import { sendRequest, uniqueSubject } from './support/customer.ts'
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
      const app: App = await startApp({
        HELPDESK: 'reamaze',
        REAMAZE_BRAND: 'harbour',
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

test('a hundred viewers of one conversation cost the helpdesk one look an interval, whoever asks and how often', async ({
  page,
  fake,
}) => {
  await sendRequest(page, { subject: uniqueSubject('Crowd'), message: 'Hello.' })
  const slug = fake.conversations()[0]?.slug ?? ''
  fake.answer(slug, 'A new one is on its way.')
  const thread = page.url().replace('?sent=1', '')
  await page.goto('about:blank')
  // What was read before the answer came may be shown for one more interval.
  const shown = async () => (await (await fetch(`${thread}/messages`)).json()).messages.length
  await expect.poll(shown, { timeout: 20_000 }).toBe(2)
  const began = Date.now()
  const before = fake.requests().length
  const cursors = new Set<string>()
  for (let asked = 0; asked < 5; asked += 1) {
    const answers = await Promise.all(Array.from({ length: 100 }, () => fetch(`${thread}/messages`)))
    for (const answer of answers) cursors.add(String((await answer.json()).messages.length))
  }
  // One look asks for where it stands and for its newest page; the interval is three seconds.
  const intervals = Math.ceil((Date.now() - began) / 3_000) + 1
  const looks = fake
    .requests()
    .slice(before)
    .filter(({ url }) => url.includes(`/conversations/${slug}/messages`))
  expect(looks.length).toBeLessThanOrEqual(intervals)
  expect([...cursors]).toEqual(['2'])
})

test('delivery is told as it is: saved while nobody answers, delivered by itself when somebody does, held up when refused', async ({
  page,
  fake,
}) => {
  await sendRequest(page, { subject: uniqueSubject('States'), message: 'Hello.' })
  await page.goto(page.url().replace('?sent=1', ''))
  const reply = page.getByLabel('Reply', { exact: true })
  const send = page.getByRole('button', { name: 'Send reply' })
  const last = page.getByRole('article').last()

  await fake.misbehave('refuse')
  await reply.fill('First.')
  await send.click()
  await expect(page.getByText('Reply saved, on its way to the team')).toBeVisible()
  await expect(last).toContainText('First.')
  await expect(last).toContainText('Not delivered yet, we keep trying', { timeout: 20_000 })
  await fake.behave()
  await expect(last.getByText('Delivered', { exact: true })).toBeVisible({ timeout: 40_000 })

  await fake.misbehave('status-422', { times: 1, method: 'POST' })
  await reply.fill('Second.')
  await send.click()
  await expect(last).toContainText('Second.')
  await expect(last).toContainText('Held up: saved, and the team has to look at it', { timeout: 20_000 })
})
