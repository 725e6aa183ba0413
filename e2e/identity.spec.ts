/** A customer whom the operator's own site has signed in: known to the form, with a list of their conversations. */
import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { resolve } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { type App, startApp } from './support/app.ts'
import { uniqueSubject } from './support/customer.ts'
import { staffOf } from './support/staff.ts'
import { expect, test as quick } from './support/test.ts'

const secret = 'identity-secret-0123456789-0123456789'

const test = quick.extend<object, { known: App }>({
  known: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from it.
    async ({}, use) => {
      const app = await startApp({ IDENTITY_SECRET: secret })
      await use(app)
      await app.stop()
    },
    { scope: 'worker' },
  ],
  baseURL: ({ known }, use) => use(known.url),
})

const mia = { sub: 'user-17', name: 'Mia Berg', email: 'mia@example.org', email_verified: true }

/** As the README's sample makes it. */
function tokenFor(app: App, customer: object, changes: object = {}): string {
  const now = Math.floor(Date.now() / 1000)
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')
  const claims = { aud: app.url, iat: now, exp: now + 300, ...customer, ...changes }
  const content = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`
  return `${content}.${createHmac('sha256', secret).update(content).digest('base64url')}`
}

/** A page of the operator's own site, on another origin, whose button leads to the list. */
async function comeFromSite(page: Page, app: App, token: string): Promise<void> {
  const html = `<!doctype html><title>Shop</title><form method="post" action="${app.url}/identity">
    <input type="hidden" name="token" value="${token}"><button>My messages</button></form>`
  const site = createServer((_request, response) => response.setHeader('Content-Type', 'text/html').end(html))
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve))
  const address = site.address()
  await page.goto(`http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/page`)
  await page.getByRole('button', { name: 'My messages' }).click()
  await page.waitForURL(`${app.url}/**`)
  site.closeAllConnections()
  site.close()
}

for (const javaScriptEnabled of [true, false])
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled })

    test('the form knows who writes, also after a mistake; the list has what they sent, and ends when they sign out', async ({
      page,
      known,
    }) => {
      const subject = uniqueSubject('Signed')
      await page.goto(`/?identity=${tokenFor(known, mia)}&email=sam@example.org`)
      await expect(page.getByLabel('Your name')).toHaveValue('Mia Berg')
      await expect(page.getByLabel('Email')).toHaveValue('mia@example.org')
      await expect(page.getByLabel('Email')).not.toBeEditable()
      await page.getByLabel('Subject').fill(subject)
      await page.getByRole('button', { name: 'Send message' }).click()
      await expect(page).toHaveTitle(/^Error: /)
      await expect(page.getByLabel('Email')).not.toBeEditable()
      await page.getByLabel('Message').fill('Hello.')
      await page.getByRole('button', { name: 'Send message' }).click()
      await expect(page.getByRole('heading', { name: 'Message sent' })).toBeVisible()

      await comeFromSite(page, known, tokenFor(known, mia))
      await expect(page.getByText(/Signed in as .Mia Berg/u)).toBeVisible()
      await page.getByRole('button', { name: subject }).click()
      await expect(page).toHaveURL(/\/t\/[\w-]{43}$/)
      await expect(page.getByRole('heading', { name: subject })).toBeVisible()
      await page.goto('/threads')
      await page.getByRole('button', { name: 'Sign out' }).click()
      await expect(page.getByRole('heading', { name: 'You are not signed in' })).toBeVisible()
      expect(await page.context().cookies()).toEqual([])
    })
  })

test('S03 the name and the address are the site’s, whatever the form is made to say; a forged stamp counts for nothing', async ({
  page,
  known,
}) => {
  await page.goto(`/?identity=${tokenFor(known, mia)}`)
  const stamp = await page.locator('input[name=identity]').inputValue()
  const post = (subject: string, identity: string) =>
    fetch(`${known.url}/submit/support`, {
      method: 'POST',
      headers: { Origin: known.url },
      body: new URLSearchParams({
        subject,
        message: 'Hello.',
        name: 'Sam Reed',
        email: 'sam@example.org',
        identity,
      }),
      redirect: 'manual',
    })
  const [locked, forged] = [uniqueSubject('Locked'), uniqueSubject('Forged')]
  expect((await post(locked, stamp)).headers.get('location')).toContain('?sent=1')
  expect((await post(forged, `${stamp.slice(0, -2)}AA`)).headers.get('location')).toContain('?sent=1')
  const staff = staffOf(known)
  expect(await staff.messages(locked)).toMatchObject([
    { user: { name: 'Mia Berg', email: 'mia@example.org' } },
  ])
  expect(await staff.messages(forged)).toMatchObject([
    { user: { name: 'Sam Reed', email: 'sam@example.org' } },
  ])
  await comeFromSite(
    page,
    known,
    tokenFor(known, { ...mia, sub: 'user-18', email: 'sam@example.org', name: 'Sam Reed' }),
  )
  await expect(page.getByText(/Signed in as .Sam Reed/u)).toBeVisible()
  await expect(page.getByRole('button', { name: forged }), 'a typed address is nobody’s').toHaveCount(0)
  await expect(page.getByRole('button', { name: locked })).toHaveCount(0)
})

test('the cookie is for this host, out of reach of scripts, new each time, and set for no wrong token', async ({
  known,
}) => {
  const exchange = async (token: string) => {
    const answer = await fetch(`${known.url}/identity`, {
      method: 'POST',
      headers: { Origin: 'https://shop.example' },
      body: new URLSearchParams({ token }),
      redirect: 'manual',
    })
    return {
      status: answer.status,
      cookie: answer.headers.get('set-cookie'),
      to: answer.headers.get('location'),
    }
  }
  const first = await exchange(tokenFor(known, mia))
  expect(first).toMatchObject({ status: 303, to: `${known.url}/threads` })
  expect(first.cookie).toMatch(
    /^deskbell-identity=[\w-]{43}; Path=\/; Max-Age=43200; HttpOnly; SameSite=Lax$/,
  )
  expect((await exchange(tokenFor(known, mia))).cookie).not.toBe(first.cookie)
  const expired = tokenFor(known, mia, { exp: Math.floor(Date.now() / 1000) - 60 })
  for (const wrong of ['', 'x', expired, tokenFor(known, mia, { aud: 'https://shop.example' })])
    expect(await exchange(wrong)).toEqual({ status: 403, cookie: null, to: null })
})

test('behind https the cookie is bound to the host by its name', async () => {
  const app = await startApp({ IDENTITY_SECRET: secret, APP_URL: 'https://help.example.com' })
  const token = tokenFor({ ...app, url: 'https://help.example.com' }, mia)
  const answer = await fetch(`${app.url}/identity`, {
    method: 'POST',
    body: new URLSearchParams({ token }),
    redirect: 'manual',
  })
  expect(answer.headers.get('set-cookie')).toMatch(
    /^__Host-deskbell-identity=[\w-]{43}; Path=\/; Max-Age=43200; HttpOnly; SameSite=Lax; Secure$/,
  )
  await app.stop()
})

test('the README’s sample makes a token that signs its customer in', async ({ page, known }) => {
  const readme = readFileSync(resolve(import.meta.dirname, '../README.md'), 'utf8')
  const sample = /```js\n(\/\/ on your own site[\s\S]*?)```/.exec(readme)?.[1] ?? ''
  const run = new Function(
    'createHmac',
    'process',
    'customer',
    `${sample.replace(/^import .*$/m, '')}; return identityToken(customer)`,
  )
  const token = run(
    createHmac,
    { env: { IDENTITY_SECRET: secret, DESKBELL_URL: known.url } },
    { id: 'user-19', name: 'Mia Berg', email: 'mia.19@example.org' },
  )
  await comeFromSite(page, known, token)
  await expect(page.getByText(/Signed in as .Mia Berg/u)).toBeVisible()
  await expect(page.getByText('There are no conversations yet.')).toBeVisible()
})

test('lists and locked forms: nothing wrong for axe; without a secret there is no list', async ({
  page,
  known,
  app,
}) => {
  await page.goto(`/?identity=${tokenFor(known, mia)}`)
  await page.getByLabel('Subject').fill(uniqueSubject('Axe'))
  await page.getByLabel('Message').fill('Hello.')
  await expectNoViolations(page)
  await page.getByRole('button', { name: 'Send message' }).click()
  await expect(page.getByRole('heading', { name: 'Message sent' })).toBeVisible()
  await page.goto('/threads')
  await expectNoViolations(page)
  await comeFromSite(page, known, tokenFor(known, mia))
  await expectNoViolations(page)
  const none = await fetch(`${app.url}/threads`)
  expect(none.status).toBe(404)
  expect(
    (await fetch(`${app.url}/identity`, { method: 'POST', body: new URLSearchParams({ token: 'x' }) }))
      .status,
  ).toBe(404)
})

async function expectNoViolations(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    const { violations } = await new AxeBuilder({ page })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
      .analyze()
    expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([])
  }
}
