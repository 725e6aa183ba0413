/** A form of forty fields with conditions that hang on each other: what is asked for, what is sent, and what is refused. */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { openForm, takeTime } from './attacks/outsider.ts'
import { type App, startApp } from './support/app.ts'
import {
  fillForm,
  type Surface,
  summaryOf,
  takeTime as takeTimeOn,
  uniqueSubject,
} from './support/customer.ts'
import { writeLargeSupport } from './support/large-form.ts'
import { staffOf } from './support/staff.ts'
import { test as base, expect } from './support/test.ts'

const test = base.extend<object, { app: App }>({
  app: [
    async ({ host }, use) => {
      const path = writeLargeSupport(mkdtempSync(join(tmpdir(), 'deskbell-large-')))
      const app = await startApp({ SUPPORT_CONFIG: path, EMBED_ORIGINS: host.origin })
      await use(app)
      await app.stop()
    },
    { scope: 'worker' },
  ],
})

const field = (page: Surface, label: string) => page.getByLabel(new RegExp(`^${label}(?: \\(optional\\))?$`))
const send = (page: Surface) => page.getByRole('button', { name: 'Send message' }).click()
const sent = /\/t\/[\w-]{43}\?sent=1/

/** What every way through this form has in common: a damaged cable, and a wish to be called. */
async function askAboutCable(page: Surface, subject: string): Promise<void> {
  await fillForm(page, { topic: 'Order or delivery', subject, message: 'The cable is torn.' })
  await field(page, 'Order number').fill('HG-1042')
  await page.getByRole('radio', { name: 'It came damaged' }).check()
  await page.getByRole('checkbox', { name: 'Cable', exact: true }).check()
  await page.getByRole('checkbox', { name: 'You may look into our account' }).check()
}

async function conversationOf(app: App, subject: string) {
  const staff = staffOf(app)
  const [message] = await staff.messages(subject)
  const answer = await staff.conversation(message?.conversation.slug ?? '')
  return { message, conversation: answer }
}

test('fields come and go as answers change, are announced, and only those that are asked for are sent', {
  tag: '@anywhere',
}, async ({ place, app }) => {
  const subject = uniqueSubject('Torn cable')
  const page = await place.open('?campaign=spring&plan=pro&utm_source=letter&app_version=4.2')
  await expect(field(page, 'Order number')).toBeHidden()
  await askAboutCable(page, subject)
  await field(page, 'Length of the cable in metres').fill('12')
  await expect(page.getByRole('checkbox', { name: 'It was laid by an electrician' })).toBeVisible()
  await expect(page.getByRole('status').filter({ hasText: '1 more question: ' })).toContainText('electrician')
  await expect(field(page, 'Length of the cable in metres')).toBeFocused()
  await page.getByRole('checkbox', { name: 'It was laid by an electrician' }).check()
  await field(page, 'Name of the electrician').fill('Sam Reed')
  await page.getByRole('radio', { name: 'It is late' }).check()
  await expect(field(page, 'Name of the electrician')).toBeHidden()
  await field(page, 'Days it is late').fill('3')
  await takeTimeOn(page)
  await send(page)
  await expect(page.getByRole('heading', { name: 'Message sent' })).toBeVisible()
  const { message, conversation } = await conversationOf(app, `Order or delivery: ${subject}`)
  expect(message?.body).toBe('The cable is torn.')
  expect(conversation.tag_list).toEqual(['contact-form', 'order', 'late', 'pro'])
  expect(conversation.data).toMatchObject({
    order_number: 'HG-1042',
    trouble: 'late',
    days_late: '3',
    campaign: 'spring',
    utm_source: 'letter',
    app_version: '4.2',
    locale: 'en',
    page_path: expect.stringMatching(/^\/(?:page-\d+)?$/),
    time_zone: expect.any(String),
    viewport: expect.stringMatching(/^\d+x\d+$/),
  })
  for (const key of ['damage', 'cable_length', 'electrician'])
    expect(conversation.data).not.toHaveProperty(key)
})

test('mistakes in fields that are asked for are named, those of others are not', async ({ page }) => {
  await page.goto('/')
  await fillForm(page, { topic: 'Billing', subject: 'Invoice', message: 'Too much.' })
  await page.getByRole('checkbox', { name: 'It was bought for a company' }).check()
  await field(page, 'Country of the company').selectOption('de')
  await field(page, 'VAT number').fill('123')
  await send(page)
  await expect(summaryOf(page)).toContainText('3 things to fix')
  await expect(summaryOf(page)).toContainText('enter an answer')
  await expect(field(page, 'VAT number')).toHaveAccessibleDescription(/write it like .DE123456789/)
  await expect(page.getByRole('checkbox', { name: 'You may look' })).toHaveAccessibleDescription(
    /tick the box to go on/,
  )
  await field(page, 'Country of the company').selectOption('us')
  await expect(field(page, 'VAT number')).toBeHidden()
  await expect(field(page, 'Employer number')).toBeVisible()
})

test('fields that appear are reached with the keyboard, each right after the answer that calls for it', async ({
  page,
}) => {
  await page.goto('/')
  await page.getByRole('radio', { name: 'A product' }).focus()
  await page.keyboard.press('Space')
  await page.keyboard.press('Tab')
  await expect(field(page, 'Product')).toBeFocused()
  await page.keyboard.type('Radio')
  await page.keyboard.press('Tab')
  await expect(field(page, 'Serial number')).toBeFocused()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Space')
  await page.keyboard.press('Tab')
  await expect(field(page, 'Station')).toBeFocused()
})

test('what answers call for is read under the name of their topic; mistakes are said once, each with its field', async ({
  page,
}) => {
  await page.goto('/')
  await page.getByRole('radio', { name: 'Order or delivery' }).check()
  await page.getByRole('radio', { name: 'It came damaged' }).check()
  const group = page.getByRole('group', { name: /^About .Order or delivery.$/ })
  await expect(group).toMatchAriaSnapshot(`
    - group /About .Order or delivery./:
      - textbox "Order number"
      - textbox "Ordered on (optional)"
      - radiogroup "What went wrong":
        - radio "It is late"
        - radio "It came damaged" [checked]
        - radio "It is something else"
      - group "What is damaged":
        - checkbox "Box"
        - checkbox "Outside"
        - checkbox "Inside"
        - checkbox "Cable"
  `)
  await send(page)
  await expect(page.locator('#problems')).toBeFocused()
  await expect(summaryOf(page)).toMatchAriaSnapshot(`
    - alert:
      - heading "7 things to fix before we can send this" [level=2]
      - list:
        - listitem:
          - link /Order number.+enter an answer/
        - listitem:
          - link /What is damaged.+select/
        - listitem:
          - link "Enter a subject"
        - listitem:
          - link "Enter your message"
        - listitem:
          - link "Enter your name"
        - listitem:
          - link "Enter your email address"
        - listitem:
          - link /tick the box to go on/
  `)
  await expect(field(page, 'Order number')).toHaveAccessibleDescription(
    /^In the email that confirmed it Error: .*Order number.+enter an answer$/,
  )
  await expect(page.getByRole('group', { name: 'What is damaged' })).toHaveAccessibleDescription(
    /^Error: .*What is damaged.+select/,
  )
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(field(page, 'Order number')).toBeFocused()
})

for (const theme of ['light', 'dark'])
  for (const lang of ['en', 'ar'])
    test(`axe finds nothing in the whole form, ${theme}, ${lang}`, async ({ page }) => {
      await page.goto(`/?theme=${theme}&lang=${lang}&topic=billing&plan=pro&subject=refund`)
      await page.locator('[name="field-company"]').check()
      await page.locator('[name="field-country"]').selectOption('de')
      await page.locator('button.send').click()
      await expect(page.locator('#problems')).toBeFocused()
      const { violations } = await new AxeBuilder({ page }).analyze()
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual(
        [],
      )
    })

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('choices show their fields at once, the rest comes with Update form, and all that was typed stays', async ({
    page,
    app,
  }) => {
    const subject = uniqueSubject('Torn cable')
    await page.goto('/')
    await expect(field(page, 'Order number')).toBeHidden()
    await askAboutCable(page, subject)
    await page.getByLabel('Attachments').setInputFiles({
      name: 'cable.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('a torn cable'),
    })
    await field(page, 'Length of the cable in metres').fill('12')
    await expect(page.getByRole('checkbox', { name: 'It was laid by an electrician' })).toBeHidden()
    await page.getByRole('button', { name: 'Update form' }).click()
    await expect(page).toHaveURL(/\?again=[\w-]{43}#update$/)
    await expect(page).not.toHaveTitle(/^Error/)
    await expect(page.getByLabel('Message')).toHaveValue('The cable is torn.')
    await expect(page.getByRole('checkbox', { name: 'Cable', exact: true })).toBeChecked()
    await expect(page.getByRole('checkbox', { name: 'Keep cable.txt' })).toBeChecked()
    await page.getByRole('checkbox', { name: 'It was laid by an electrician' }).check()
    await page.getByRole('button', { name: 'Update form' }).click()
    await field(page, 'Name of the electrician').fill('Sam Reed')
    await takeTimeOn(page)
    await send(page)
    await expect(page).toHaveURL(sent)
    const { conversation } = await conversationOf(app, `Order or delivery: ${subject}`)
    expect(conversation.tag_list).toEqual(['contact-form', 'order', 'damaged', 'long_cable'])
    expect(conversation.data).toMatchObject({ damage: 'Cable', cable_length: '12', electrician: 'Sam Reed' })
  })

  test('where a browser knows no :has(), every field shows and says when it applies', async ({ page }) => {
    await page.route('**/*', async (route) => {
      const response = await route.fetch()
      if (!/css|html/.test(response.headers()['content-type'] ?? '')) return route.fulfill({ response })
      const text = await response.text()
      return route.fulfill({ response, body: text.replaceAll('selector(:has(*))', 'selector(:had(*))') })
    })
    await page.goto('/')
    await expect(field(page, 'Order number')).toBeVisible()
    await expect(field(page, 'VAT number')).toBeVisible()
    await expect(page.getByText(/^Only for .Billing.$/).first()).toBeVisible()
    await expect(
      page.getByText(/^Only for this answer to ..What went wrong..: .It came damaged.$/),
    ).toHaveCount(0)
    await expect(
      page.getByText(/^Only for this answer to ..How urgent it is..: .It stops our work.$/),
    ).toBeVisible()
  })

  test('Enter in a field sends the form, it does not update it', async ({ page }) => {
    await page.goto('/')
    await page.getByLabel('Subject').fill('Clock')
    await page.getByLabel('Subject').press('Enter')
    await expect(page).toHaveTitle(/^Error: /)
  })
})

test('what nobody may give for somebody else, and what nobody typed, is in no draft', async ({ page }) => {
  await page.goto('/?campaign=spring&plan=pro')
  await page.getByLabel('Subject').fill('Clock')
  await page.getByRole('checkbox', { name: 'You may look' }).check()
  const drafts = () => page.evaluate(() => Object.values(localStorage).join(''))
  await expect.poll(drafts).toContain('Clock')
  for (const secret of ['field-consent', 'field-campaign', 'spring', 'context-', 'viewport'])
    expect(await drafts()).not.toContain(secret)
  await page.reload()
  await expect(page.getByLabel('Subject')).toHaveValue('Clock')
  await expect(page.getByRole('checkbox', { name: 'You may look' })).not.toBeChecked()
})

test('a form with a fixed subject asks for none, and sends the one that its operator has written', async ({
  page,
  app,
}) => {
  const name = uniqueSubject('Mia')
  await page.goto('/f/callback')
  await expect(page.getByLabel('Message')).toBeVisible()
  await expect(page.getByLabel('Subject')).toHaveCount(0)
  await page.getByLabel('Message').fill('In the morning.')
  await page.getByLabel('Your name').fill(name)
  await page.getByLabel('Email').fill('mia@example.org')
  await takeTimeOn(page)
  await send(page)
  await expect(page).toHaveURL(sent)
  const { conversation } = await conversationOf(app, `Call ${name} back`)
  expect(conversation.tag_list).toEqual(['callback'])
})

test.describe('a forged request', () => {
  const sound = {
    topic: 'other',
    subject: 'Forged',
    message: 'Hello.',
    name: 'Mia Berg',
    email: 'mia@example.org',
    'field-consent': 'yes',
  }
  const post = (app: App, pairs: readonly (readonly [string, string])[]) => {
    const body = new FormData()
    for (const [name, value] of pairs) body.append(name, value)
    const headers = { origin: app.url, accept: 'application/json' }
    return fetch(`${app.url}/submit/support`, { method: 'POST', headers, body })
  }

  test('cannot choose a channel, tags, status, data or recipients, nor answer what is not asked', async ({
    app,
  }) => {
    const subject = uniqueSubject('Forged')
    const { stamp = '' } = await takeTime(await openForm(app))
    const answer = await post(app, [
      ...Object.entries({ stamp, ...sound, subject }),
      ...['channel', 'category', 'tags', 'tag_list', 'status', 'data[vip]', 'recipients', 'priority'].map(
        (name) => [name, 'billing'] as const,
      ),
      ['__proto__', 'x'],
      ['constructor', 'x'],
      ['field-__proto__', 'x'],
      ['field-invoice', 'RE-1'],
      ['field-electrician', 'Sam Reed'],
      ['field-plan', 'enterprise'],
      ['context-vip', 'yes'],
      ['context-page_path', 'javascript:alert(1)'],
    ])
    expect(await answer.json()).toMatchObject({ state: 'accepted' })
    const { message, conversation } = await conversationOf(app, `Something else: ${subject}`)
    expect(message?.conversation.category.slug).toBe('support')
    expect(conversation.tag_list).toEqual(['contact-form'])
    expect(Object.keys(conversation.data).sort()).toEqual(['consent', 'deskbell_id', 'reference'])
    await expect.poll(() => app.output()).toContain('fields that its form does not offer')
    await expect.poll(() => app.output()).toContain('data[vip]')
  })

  test('with an answer that is not offered, or none where one is required, stores nothing', async ({
    app,
  }) => {
    const subject = uniqueSubject('Unknown')
    for (const change of [
      { topic: 'vip-line' },
      { 'field-urgency': 'now' },
      { 'field-consent': '' },
      { 'field-consent': 'true' },
      { topic: 'order', 'field-order_number': 'HG-1042' },
      { 'field-colleagues': 'a@example.org, b@example.org, c@example.org, d@example.org' },
    ]) {
      const answer = await post(app, Object.entries({ ...sound, subject, ...change }))
      expect(await answer.json()).toMatchObject({ state: 'invalid' })
    }
    expect(await staffOf(app).messages(`Something else: ${subject}`)).toEqual([])
  })

  test('that names a field twice is read once, and three colleagues get copies', async ({ app }) => {
    const subject = uniqueSubject('Twice')
    const answer = await post(app, [
      ...Object.entries({
        ...sound,
        subject,
        'field-colleagues': 'a@example.org; b@example.org c@example.org',
      }),
      ['email', 'eve@example.net'],
      ['topic', 'billing'],
    ])
    expect(await answer.json()).toMatchObject({ state: 'accepted' })
    const { message } = await conversationOf(app, `Something else: ${subject}`)
    expect(message?.user.email).toBe('mia@example.org')
    await expect.poll(() => app.output()).toContain('"repeated":["topic","email"]')
  })

  test('of a million fields is refused before it is read', async ({ app }) => {
    const body = `${'a=&'.repeat(1_000_000)}subject=x`
    const headers = {
      origin: app.url,
      'content-type': 'application/x-www-form-urlencoded',
      accept: 'application/json',
    }
    const answer = await fetch(`${app.url}/submit/support`, { method: 'POST', headers, body })
    expect(answer.status).toBe(413)
    await expect.poll(() => app.output()).toContain('a form was refused')
  })
})

test('the address fills in what it may: never consent, nothing that the field would not take', async ({
  page,
}) => {
  const query = new URLSearchParams({
    constructor: 'x',
    topic: 'order',
    order_number: 'HG-7',
    website: 'https://example.com/shop',
    consent: 'yes',
    'field-consent': 'yes',
    trouble: 'late',
    name: 'Mia Berg',
    email: 'not an address',
  })
  await page.goto(`/?${query}`)
  await expect(field(page, 'Order number')).toHaveValue('')
  await expect(field(page, 'Your website')).toHaveValue('https://example.com/shop')
  await expect(page.getByRole('checkbox', { name: 'You may look' })).not.toBeChecked()
  await expect(page.getByRole('radio', { name: 'It is late' })).not.toBeChecked()
  await expect(page.getByLabel('Your name')).toHaveValue('Mia Berg')
  await expect(page.getByLabel('Email', { exact: true })).toHaveValue('')
  await page.goto('/?topic=order&order_number=HG-1042')
  await expect(field(page, 'Order number')).toHaveValue('HG-1042')
})
