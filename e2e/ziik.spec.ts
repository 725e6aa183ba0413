/** The main job in front of Ziik: requests arrive in the team's conversation, and nothing of it comes back. */
import type { Browser, Page } from '@playwright/test'
import { startZiikFake, type ZiikFake } from './fakes/ziik.ts'
import { type App, startApp } from './support/app.ts'
import { customer, fillForm, takeTime, uniqueSubject } from './support/customer.ts'
import { expect, test as quick } from './support/test.ts'

const test = quick.extend<{ fake: ZiikFake; connected: App }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from it.
  fake: async ({}, use) => {
    const fake = await startZiikFake()
    await use(fake)
    await fake.stop()
  },
  connected: async ({ fake }, use) => {
    const app = await startApp({
      HELPDESK: 'ziik',
      ZIIK_API_URL: fake.url,
      ZIIK_USERNAME: fake.username,
      ZIIK_PASSWORD: fake.password,
      ZIIK_CONVERSATION_ID: String(fake.conversationId),
    })
    await use(app)
    await app.stop()
  },
  // Before the app ends: a page that still asks it for something would report that as its own trouble.
  page: async ({ page, connected: _ }, use) => {
    await use(page)
    await page.close()
  },
})

test('a request and a reply arrive, and nothing of the team’s conversation comes back', async ({
  page,
  fake,
  connected,
}) => {
  await askAndGoOn(page, fake, connected)
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('a request and a reply arrive, and nothing of the team’s conversation comes back', async ({
    page,
    fake,
    connected,
  }) => {
    await askAndGoOn(page, fake, connected)
  })
})

test('two customers at once: neither page holds a byte of the other’s', async ({
  browser,
  fake,
  connected,
}) => {
  const pages = await Promise.all([openPage(browser), openPage(browser)])
  const asked = pages.map((page, index) => ({ page, index, subject: uniqueSubject(`Canary ${index}`) }))
  await Promise.all(
    asked.map(async ({ page, index, subject }) => {
      const email = `customer-${index}@example.org`
      await page.goto(connected.url)
      await fillForm(page, { subject, message: `SECRET-${index}`, name: `Customer ${index}`, email })
      await page.getByRole('button', { name: 'Send message' }).click()
      await expect(page.getByRole('heading', { name: 'Message sent' })).toBeVisible()
    }),
  )
  for (const { id } of fake.messages()) fake.write(`TEAM-TALK below ${id}`, id)
  for (const { page, index } of asked) {
    await page.reload()
    await expect(page.getByRole('article')).toContainText(`SECRET-${index}`)
    const content = await page.content()
    expect(content).not.toContain(`SECRET-${1 - index}`)
    expect(content).not.toContain(`Canary ${1 - index}`)
    expect(content).not.toContain(`customer-${1 - index}`)
    expect(content).not.toContain('TEAM-TALK')
    await page.close()
  }
})

const openPage = async (browser: Browser) => (await browser.newContext()).newPage()

async function askAndGoOn(page: Page, fake: ZiikFake, app: App): Promise<void> {
  const subject = uniqueSubject('Broken <zip>')
  await page.goto(app.url)
  await fillForm(page, { topic: 'Billing', subject, message: 'The <b>zip</b> broke & "how".\n\nOn day one.' })
  await takeTime(page)
  await page.getByRole('button', { name: 'Send message' }).click()
  await expect(page.getByRole('heading', { name: 'Message sent' })).toBeVisible()
  await expect(page.getByText('The answer comes by email, to the address you gave.')).toBeVisible()
  const rootId = fake.messages()[0]?.id ?? 0
  fake.write('CANARY-BELOW', rootId)
  fake.write('CANARY-BESIDE', null)
  await page.goto(page.url().replace('?sent=1', ''))
  await expect(page.getByText('Answers come by email, to the address you gave.')).toBeVisible()
  await page.getByLabel('Reply', { exact: true }).fill('And <i>a photo</i>.')
  await page.getByLabel('Attachments').setInputFiles(proof)
  await page.getByRole('button', { name: 'Send reply' }).click()
  await expect(page.getByText('Reply sent')).toBeVisible()
  await expect(page.getByRole('article')).toHaveCount(2)
  await expect(page.getByRole('article').last()).toContainText('And <i>a photo</i>.')
  expect(await page.content()).not.toContain('CANARY')
  const reference = await page
    .getByText(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/)
    .first()
    .innerText()
  const escaped = subject.replace('<zip>', '&lt;zip&gt;')
  const by = `${customer.name} &lt;${customer.email}&gt;`
  expect(fake.requests().map(({ method, path }) => `${method} ${path}`)).toEqual([
    'POST /authenticate',
    'POST /conversations/57/messages',
    'POST /conversations/57/messages',
  ])
  expect(bodies(fake)).toEqual([
    { username: fake.username, password: fake.password },
    {
      message: [
        `[cf] ${by}`,
        `Subject: ${escaped}`,
        'Channel: billing',
        'Tags: contact-form, billing',
        `reference: ${reference}`,
        '',
        'The &lt;b&gt;zip&lt;/b&gt; broke &amp; &quot;how&quot;.',
        '',
        'On day one.',
      ].join('\n'),
      parent_id: null,
    },
    { message: `[cfr] ${by}\n\nAnd &lt;i&gt;a photo&lt;/i&gt;.\n\nproof.txt: <address>`, parent_id: rootId },
  ])
  const [address] = new RegExp(addresses, '').exec(fake.requests().at(-1)?.body ?? '') ?? []
  expect(await (await fetch(address ?? '')).text()).toBe('proof')
  for (const { headers } of fake.requests().slice(1))
    expect(headers).toMatchObject({
      authorization: expect.stringMatching(/^Bearer jwt\./),
      'content-type': 'application/json',
    })
}

/** The keys are ours and made up, so only their kind is kept. */
const bodies = (fake: ZiikFake) =>
  fake
    .requests()
    .map(({ body }) =>
      JSON.parse(body.replace(/\[(cfr?)_[\w-]{22}\]/g, '[$1]').replace(addresses, '<address>')),
    )

const proof = { name: 'proof.txt', mimeType: 'text/plain', buffer: Buffer.from('proof') }
const addresses = /http:\/\/localhost:\d+\/uploads\/[^\s"\\]+/g
