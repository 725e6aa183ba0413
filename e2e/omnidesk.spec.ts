/** The main job in front of Omnidesk: a ticket is opened, answered and replied to; the log shows the documented requests. */
import type { Page } from '@playwright/test'
import { type OmnideskFake, startOmnideskFake } from './fakes/omnidesk.ts'
import { type App, startApp } from './support/app.ts'
import { customer, fillForm, summaryOf, takeTime, uniqueSubject } from './support/customer.ts'
import { expect, test as quick } from './support/test.ts'

const test = quick.extend<{ create: 'ticket' | 'chatbot'; fake: OmnideskFake; connected: App }>({
  create: ['ticket', { option: true }],
  fake: async ({ create }, use) => {
    const fake = await startOmnideskFake({ variation: { ticketPermission: create === 'ticket' } })
    await use(fake)
    await fake.stop()
  },
  connected: async ({ fake, create }, use) => {
    const app = await startApp({
      HELPDESK: 'omnidesk',
      OMNIDESK_API_URL: fake.url,
      OMNIDESK_API_KEY: fake.apiKey,
      OMNIDESK_BRAND_ID: '3',
      OMNIDESK_CHANNEL_ID: '7',
      OMNIDESK_CREATE: create,
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

test('a ticket is opened, answered and replied to', async ({ page, fake, connected }) => {
  await askAndGoOn(page, fake, connected)
})

test('a message of four characters is a mistake beside its field, and no helpdesk is asked', async ({
  page,
  fake,
  connected,
}) => {
  await page.goto(connected.url)
  await expectTooShort(page, fake)
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('a ticket is opened, answered and replied to', async ({ page, fake, connected }) => {
    await askAndGoOn(page, fake, connected)
  })

  test('a message of four characters is a mistake beside its field', async ({ page, fake, connected }) => {
    await page.goto(connected.url)
    await expectTooShort(page, fake)
  })
})

test.describe('with a key for messages alone', () => {
  test.use({ create: 'chatbot' })

  test('a request is sent, answers come by email, and a reply arrives', async ({ page, fake, connected }) => {
    await askByChatbot(page, fake, connected)
  })
})

test.describe('with a key for messages alone, without JavaScript', () => {
  test.use({ create: 'chatbot', javaScriptEnabled: false })

  test('a request is sent, answers come by email, and a reply arrives', async ({ page, fake, connected }) => {
    await askByChatbot(page, fake, connected)
  })
})

/** What was sent, in order, with its fields; the keys are ours and made up, so only their kind is kept. */
const sent = (fake: OmnideskFake) =>
  fake
    .requests()
    .filter(({ method }) => method === 'POST')
    .map(({ path, fields }) => [
      path,
      (fields ?? []).map(([name, value]) => [
        name,
        value.replaceAll('\r\n', '\n').replace(keys, '[$1]').replace(addresses, '<address>'),
      ]),
    ])

const proof = { name: 'proof.txt', mimeType: 'text/plain', buffer: Buffer.from('proof') }
const addresses = /http:\/\/localhost:\d+\/uploads\/[^\s)]+/g

const keys = /\[(cfr?)_[\w-]{22}\]/g

async function askAndGoOn(page: Page, fake: OmnideskFake, app: App): Promise<void> {
  const subject = uniqueSubject('Broken zip')
  await page.goto(app.url)
  await fillForm(page, { topic: 'Billing', subject, message: 'The zip broke on day one.' })
  await takeTime(page)
  await page.getByRole('button', { name: 'Send message' }).click()
  await expect(page.getByRole('heading', { name: 'Message sent' })).toBeVisible()
  await expect(page.getByText('The answer appears on your conversation page.')).toBeVisible()
  const ticketId = fake.tickets()[0]?.ticketID ?? 0
  fake.write(ticketId, 'CANARY-NOTE', { type: 'note' })
  fake.write(ticketId, 'CANARY-SUPPLIER', { type: 'email' })
  fake.write(ticketId, '<p>A <b>new one</b> is on its way.</p>')
  // What was read of a ticket is shown again for three seconds.
  await expect(async () => {
    await page.goto(page.url().replace('?sent=1', ''))
    await expect(page.getByText('A new one is on its way.')).toBeVisible({ timeout: 500 })
  }).toPass()
  await expect(page.getByText('Answered')).toBeVisible()
  expect(await page.content()).not.toContain('CANARY')
  await page.getByLabel('Reply', { exact: true }).fill('Thank you, that helps.')
  await page.getByLabel('Attachments').setInputFiles(proof)
  await page.getByRole('button', { name: 'Send reply' }).click()
  await expect(page.getByText('Reply sent')).toBeVisible()
  await expect(page.getByRole('article')).toHaveCount(3)
  await expect(page.getByRole('article').last()).toContainText('Thank you, that helps.')
  const reference = await page
    .getByText(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/)
    .first()
    .innerText()
  const answer = fake.tickets()[0]?.timeline.find(({ type }) => type === 'message')
  expect(sent(fake)).toEqual([
    [
      '/ticket',
      [
        ['brandID', '3'],
        ['channelID', '7'],
        ['direction', 'inbound'],
        ['from', customer.email],
        ['fromName', customer.name],
        ['title', `[cf] ${subject}`],
      ],
    ],
    [
      '/message',
      [
        ['ticketID', `${ticketId}`],
        ['type', 'contactform'],
        [
          'message',
          `The zip broke on day one.\n\n--\nChannel: billing\nTags: contact-form, billing\nreference: ${reference}\n[cf]`,
        ],
      ],
    ],
    [
      '/message',
      [
        ['ticketID', `${ticketId}`],
        ['type', 'contactform'],
        ['respondMessageID', `${answer?.id}`],
        ['message', 'Thank you, that helps.\n\n- [proof.txt](<address>)\n\n--\n[cfr]'],
      ],
    ],
  ])
  const [address] =
    new RegExp(addresses, '').exec(
      String(fake.requests().findLast(({ method }) => method === 'POST')?.fields),
    ) ?? []
  expect(await (await fetch(address ?? '')).text()).toBe('proof')
  for (const { method, headers } of fake.requests())
    expect(headers).toMatchObject({
      apikey: fake.apiKey,
      accept: '*/*',
      ...(method === 'POST' && { 'content-type': expect.stringMatching(/^multipart\/form-data; boundary=/) }),
    })
}

async function expectTooShort(page: Page, fake: OmnideskFake): Promise<void> {
  await fillForm(page, { subject: 'Zip', message: 'Help' })
  await page.getByRole('button', { name: 'Send message' }).click()
  await expect(summaryOf(page)).toContainText('Message: 5 characters or more')
  await expect(page.getByLabel('Message')).toHaveAccessibleDescription(/Message: 5 characters or more/)
  await expect(page.getByLabel('Message')).toHaveValue('Help')
  expect(fake.requests()).toEqual([])
}

async function askByChatbot(page: Page, fake: OmnideskFake, app: App): Promise<void> {
  const subject = uniqueSubject('Broken zip')
  await page.goto(app.url)
  await fillForm(page, { subject, message: 'Help' })
  await takeTime(page)
  await page.getByRole('button', { name: 'Send message' }).click()
  await expect(page.getByRole('heading', { name: 'Message sent' })).toBeVisible()
  await expect(page.getByText('The answer comes by email, to the address you gave.')).toBeVisible()
  await expect(page.getByRole('article')).toContainText('Help')
  await expect(page.getByText('Answers come by email, to the address you gave.')).toBeVisible()
  const reference = await page
    .getByText(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/)
    .first()
    .innerText()
  await page.getByLabel('Reply', { exact: true }).fill('And a photo.')
  await page.getByRole('button', { name: 'Send reply' }).click()
  await expect(page.getByText('Reply sent')).toBeVisible()
  await expect(page.getByRole('article').last()).toContainText('And a photo.')
  const facts = `Name: ${customer.name}\nChannel: support\nTags: contact-form\nreference: ${reference}`
  expect(sent(fake)).toEqual([
    [
      '/message/chatbot',
      [
        ['brandID', '3'],
        ['subject', `[cf] ${subject}`],
        ['from', customer.email],
        ['message', `Help\n\n--\n${facts}\n[cf]`],
      ],
    ],
    [
      '/message/chatbot',
      [
        ['brandID', '3'],
        ['subject', '[cfr] Re: [cf]'],
        ['from', customer.email],
        ['message', `And a photo.\n\n--\nName: ${customer.name}\n[cfr]`],
      ],
    ],
  ])
}
