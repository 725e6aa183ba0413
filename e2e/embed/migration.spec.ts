/** Coming from Re:amaze's own embed: what the README promises for each of its attributes and settings. */
import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { startApp } from '../support/app.ts'
import { fillForm, uniqueSubject } from '../support/customer.ts'
import { pageWith, snippetOf } from '../support/host.ts'
import { staffOf } from '../support/staff.ts'
import { expect, test } from '../support/test.ts'

test('the snippet of the README, copied into a page, is the form', async ({ page, app, host }) => {
  const readme = readFileSync(`${import.meta.dirname}/../../README.md`, 'utf8')
  const snippet = /```html\n(?<html>[\s\S]+?)```/.exec(readme)?.groups?.html ?? ''
  await page.goto(host.show(pageWith(snippet.replaceAll('https://help.example.com', app.url))))
  await expect(page.frameLocator('iframe').getByLabel('Subject')).toBeVisible()
  await expect(page.locator('iframe')).toHaveAttribute('style', /height: \d+px/)
})

test('channel, form id, fixed subject and custom fields move into the form; subject and user into attributes', async ({
  page,
  host,
  app: shared,
}) => {
  const config = join(shared.dataDir, 'migration.json')
  const channel = (slug: string) => ({ slug, name: slug, email: `${slug}@example.com` })
  await writeFile(
    config,
    JSON.stringify({
      brand: { name: 'Harbour Goods', accent: '#2f5bc2' },
      channels: [channel('support'), channel('returns')],
      forms: {
        support: {
          channel: 'support',
          tags: [],
          topics: [],
          answersWithinHours: null,
          timeZone: 'UTC',
          embedOrigins: [host.origin],
        },
        returns: {
          channel: 'returns',
          tags: ['return'],
          topics: [],
          answersWithinHours: null,
          timeZone: 'UTC',
          embedOrigins: [host.origin],
          subject: { asked: false, template: 'A return' },
          contact_custom_fields: {
            'Order number': { type: 'text', required: true },
            Reason: { type: 'dropdown', options: ['It does not fit', 'It broke'] },
            'Your size': {
              type: 'text',
              dependantField: 'Reason',
              dependantOptions: ['It does not fit'],
              required: true,
            },
            Phone: { type: 'phone', connectContact: true },
          },
          context: ['page-origin', 'page-path'],
        },
      },
    }),
  )
  const app = await startApp({ SUPPORT_CONFIG: config })
  const user = 'data-prefill-name="Sam Reed" data-prefill-email="sam@example.org"'
  const address = host.show(pageWith(snippetOf(app.url, { form: 'returns', attributes: user })))
  await page.goto(`${address}?session=secret`)
  const form = page.frameLocator('iframe')
  await expect(form.getByLabel('Your name')).toHaveValue('Sam Reed')
  await expect(form.getByLabel('Subject')).toHaveCount(0)
  await form.getByLabel('Order number').fill('1001')
  await expect(form.getByLabel('Your size')).toBeHidden()
  await form.getByLabel('Reason').selectOption('It does not fit')
  await form.getByLabel('Your size').fill('38')
  await form.getByLabel('Phone').fill('+49 30 1234567')
  await form.getByLabel('Message').fill('It does not fit.')
  await form.getByRole('button', { name: 'Send message' }).click()
  await expect(form.getByRole('heading', { name: 'Message sent' })).toBeVisible()
  const [message] = await staffOf(app).messages('A return')
  expect(message).toMatchObject({
    body: expect.stringContaining('It does not fit.'),
    user: { name: 'Sam Reed', email: 'sam@example.org' },
    conversation: { category: { slug: 'returns' } },
  })
  const conversation = await staffOf(app).conversation(message?.conversation.slug ?? '')
  expect(conversation).toMatchObject({
    data: { page_origin: host.origin, page_path: new URL(address).pathname, Phone: '+49 30 1234567' },
  })
  const contact = await staffOf(app).contact('sam@example.org')
  expect(contact).toMatchObject({ name: 'Sam Reed', data: { Phone: '+49 30 1234567' } })

  const subject = uniqueSubject('From the page')
  await page.goto(
    host.show(pageWith(snippetOf(app.url, { attributes: `data-prefill-subject="${subject}"` }))),
  )
  await expect(form.getByLabel('Subject')).toHaveValue(subject)
  await page.goto(
    host.show(pageWith(snippetOf(app.url, { query: '?subject=By%20address&accent=%23b4235a' }))),
  )
  await expect(form.getByLabel('Subject')).toHaveValue('By address')
  await expect(form.getByRole('button', { name: 'Send message' })).toHaveCSS(
    'background-color',
    'rgb(180, 35, 90)',
  )
  await fillForm(form, { subject, message: 'Hello.' })
  await form.getByRole('button', { name: 'Send message' }).click()
  await expect(form.getByRole('heading', { name: 'Message sent' })).toBeVisible()
  expect(await staffOf(app).messages(subject)).toMatchObject([
    { conversation: { category: { slug: 'support' } } },
  ])
  await app.stop()
})

test('a customer whom the site has signed in is known in the frame as well', async ({ page, host }) => {
  const secret = 'identity-secret-0123456789-0123456789'
  const app = await startApp({ EMBED_ORIGINS: host.origin, IDENTITY_SECRET: secret })
  const now = Math.floor(Date.now() / 1000)
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')
  const claims = {
    aud: app.url,
    iat: now,
    exp: now + 300,
    sub: 'user-17',
    name: 'Mia Berg',
    email: 'mia@example.org',
  }
  const content = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode({ ...claims, email_verified: true })}`
  const token = `${content}.${createHmac('sha256', secret).update(content).digest('base64url')}`
  await page.goto(host.show(pageWith(snippetOf(app.url, { query: `?identity=${token}` }))))
  const form = page.frameLocator('iframe')
  for (const [label, value] of [
    ['Your name', 'Mia Berg'],
    ['Email', 'mia@example.org'],
  ] as const) {
    await expect(form.getByLabel(label)).toHaveValue(value)
    await expect(form.getByLabel(label)).toHaveAttribute('readonly')
  }
  const subject = uniqueSubject('Known')
  await form.getByLabel('Subject').fill(subject)
  await form.getByLabel('Message').fill('Hello.')
  await form.getByRole('button', { name: 'Send message' }).click()
  await expect(form.getByRole('heading', { name: 'Message sent' })).toBeVisible()
  expect(await staffOf(app).messages(subject)).toMatchObject([{ user: { email: 'mia@example.org' } }])
  await page.goto('about:blank')
  await app.stop()
})
