/** Who may frame what, and what a frame never does. */
import { gzipSync } from 'node:zlib'
import { startApp } from '../support/app.ts'
import { fillForm, sendRequest, uniqueSubject } from '../support/customer.ts'
import { pageWith, snippetOf, startHost } from '../support/host.ts'
import { expect, test } from '../support/test.ts'
import { firstLoadBytes } from '../weight/first-load.ts'

test('E01 with no script anywhere a message is sent, and the frame’s address does not hold its key', async ({
  browser,
  app,
  host,
}) => {
  const page = await browser.newPage({ javaScriptEnabled: false })
  await page.goto(host.show(pageWith(snippetOf(app.url))))
  const form = page.frameLocator('iframe')
  await fillForm(form, { subject: uniqueSubject('No script'), message: 'Hello.' })
  await form.getByRole('button', { name: 'Send message' }).click()
  await expect(form.getByRole('heading', { name: 'Message sent' })).toBeVisible()
  const link = form.getByRole('link', { name: 'Open your conversation (new tab)' })
  const path = (await link.getAttribute('href')) ?? ''
  expect(path).toMatch(/^\/t\/[\w-]{43}$/)
  expect(await link.getAttribute('rel')).toBe('noopener')
  const address = page.frames()[1]?.url() ?? ''
  expect(address).toMatch(/\/embed\/support\?sent=/)
  expect(address).not.toContain(path.slice('/t/'.length))
  const changed = await fetch(
    address.replace(/sent=./, (start) => (start.endsWith('A') ? 'sent=B' : 'sent=A')),
  )
  expect(await changed.text(), 'one character changed opens nothing').not.toContain(path)
  await page.close()
})

test('a frame keeps the look that its address asks for when it says that the message was sent, with a script or without', async ({
  browser,
  app,
  host,
}) => {
  const query = '?theme=dark&accent=%23b4235a&radius=none'
  for (const javaScriptEnabled of [true, false]) {
    const page = await browser.newPage({ javaScriptEnabled })
    await page.goto(host.show(pageWith(snippetOf(app.url, { query }))))
    const form = page.frameLocator('iframe')
    await fillForm(form, { subject: uniqueSubject('Look'), message: 'Hello.' })
    await form.getByRole('button', { name: 'Send message' }).click()
    await expect(form.getByRole('heading', { name: 'Message sent' })).toBeVisible()
    await expect(form.locator('html')).toHaveAttribute('data-theme', 'dark')
    await expect(form.locator('html')).toHaveAttribute('data-radius', 'none')
    await expect(form.locator('.button-primary')).toHaveCSS('background-color', 'rgb(180, 35, 90)')
    await page.close()
  }
})

test('E02 the host that is allowed frames the form, and nobody frames anything else', async ({
  browser,
  app,
  host,
}) => {
  const hostile = await startHost()
  const page = await browser.newPage()
  await sendRequest(page, { subject: uniqueSubject('Framed'), message: 'Hello.' }, app.url)
  const thread = new URL(page.url()).pathname
  const frameIn = async (site: typeof host, path: string) => {
    await page.goto(site.show(pageWith(`<iframe src="${app.url}${path}"></iframe>`)))
    await expect.poll(() => page.frames()[1]?.url()).not.toBe('')
    return page.frames()[1]?.url()
  }
  expect(await frameIn(host, '/embed/support')).toBe(`${app.url}/embed/support`)
  expect(await frameIn(hostile, '/embed/support')).toBe('chrome-error://chromewebdata/')
  for (const path of [
    '/embed/unknown',
    '/',
    '/f/support',
    thread,
    '/threads',
    '/link',
    '/desk',
    '/api/health',
  ])
    expect(await frameIn(host, path), path).toBe('chrome-error://chromewebdata/')
  const nested = hostile.show(
    pageWith(
      `<iframe src="${host.show(pageWith(`<iframe src="${app.url}/embed/support"></iframe>`))}"></iframe>`,
    ),
  )
  await page.goto(nested)
  expect(
    page.frames().map((frame) => frame.url()),
    'every page around is asked',
  ).toContain('chrome-error://chromewebdata/')
  await page.close()
  hostile.close()
})

test('E02 each form says who may frame it, and the environment has the last word', async () => {
  const config = { form: 'https://*.example.com', environment: 'https://other.example' }
  const policyWith = async (settings: Record<string, string>, path: string) => {
    const app = await startApp(settings)
    const { headers } = await fetch(app.url + path)
    await app.stop()
    return [
      headers.get('content-security-policy')?.match(/frame-ancestors [^;]*/)?.[0],
      headers.get('x-frame-options'),
    ]
  }
  const none = ["frame-ancestors 'none'", 'DENY']
  expect(await policyWith({}, '/embed/support')).toEqual(none)
  expect(
    await policyWith({ EMBED_ORIGINS: `${config.environment} ${config.form}` }, '/embed/support'),
  ).toEqual([`frame-ancestors ${config.environment} ${config.form}`, null])
})

test('E12 E13 E18 the frame’s own policy is strict, it takes no cookie, and every page may embed it', async ({
  app,
  page,
}) => {
  const answer = await fetch(`${app.url}/embed/support`)
  const policy = answer.headers.get('content-security-policy') ?? ''
  const nonce = /'nonce-(?<nonce>[^']+)'/.exec(policy)?.groups?.nonce
  expect(policy).not.toContain('unsafe')
  expect(policy).toContain("require-trusted-types-for 'script'")
  const scripts = (await answer.text()).match(/<script[^>]*>/g) ?? []
  expect(scripts.length).toBeGreaterThan(3)
  for (const script of scripts) expect(script).toContain(`nonce="${nonce}"`)
  expect(answer.headers.get('set-cookie')).toBeNull()
  expect(answer.headers.get('cross-origin-resource-policy')).toBe('cross-origin')
  expect(answer.headers.get('cross-origin-embedder-policy')).toBe('require-corp')
  expect(answer.headers.get('permissions-policy')).toContain('camera=()')
  expect(answer.headers.get('referrer-policy')).toBe('strict-origin-when-cross-origin')
  await page.goto('/')
})

test.describe('in a frame', () => {
  test.use({ where: 'embed' })

  test('E13 nothing is stored before the first keystroke', async ({ page, place }) => {
    const form = await place.open()
    await expect(form.getByText('or drop or paste them here')).toBeVisible()
    expect(await page.context().cookies()).toEqual([])
    const stored = await form.locator('body').evaluate(() => {
      try {
        return localStorage.length + sessionStorage.length
      } catch {
        return 'a browser that gives a foreign frame no storage at all'
      }
    })
    expect([0, 'a browser that gives a foreign frame no storage at all']).toContain(stored)
  })
})

test('E18 a page that is isolated from others shows the form', async ({ page, app, host }) => {
  const headers = {
    'Cross-Origin-Embedder-Policy': 'require-corp',
    'Cross-Origin-Opener-Policy': 'same-origin',
  }
  await page.goto(host.show(pageWith(snippetOf(app.url)), headers))
  await expect(page.frameLocator('iframe').getByLabel('Subject')).toBeVisible()
  await page.goto(host.show(pageWith(snippetOf(app.url, { frame: 'credentialless' })), headers))
  await expect(page.frameLocator('iframe').getByLabel('Subject')).toBeVisible()
})

test('E10 the frame weighs at most 8 kB of HTML and 150 kB of JavaScript', async ({ app }) => {
  const html = await (await fetch(`${app.url}/embed/support`)).text()
  expect(gzipSync(html, { level: 9 }).byteLength).toBeLessThanOrEqual(8_192)
  expect(await firstLoadBytes(`${app.url}/embed/support`)).toBeLessThanOrEqual(150_000)
})
