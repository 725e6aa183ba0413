/** The captcha of an operator who wants one: its provider is asked only then, and whatever it says nothing is lost. */
import type { Page } from '@playwright/test'
import type { CaptchaSettings } from '#lib/form/definition.ts'
import { listen } from '../fakes/listener.ts'
import { type App, failToStart } from '../support/app.ts'
import { fillForm, takeTime as takeTimeOn, uniqueSubject } from '../support/customer.ts'
import { pageWith, snippetOf } from '../support/host.ts'
import { staffOf } from '../support/staff.ts'
import { expect, test as quick } from '../support/test.ts'
import { startGuarded, writeGuarded } from './guarded-app.ts'
import { askRaw, openForm, postForm, takeTime } from './outsider.ts'

const siteKey = '10000000-ffff-ffff-ffff-000000000001'

/** Answers as both providers do: a token of its own is good once. */
async function startVerifier() {
  const heard: string[] = []
  const good = new Set<string>()
  const server = await listen(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    heard.push(body)
    const token = new URLSearchParams(body).get('response') ?? ''
    const success = good.delete(token)
    const code = token.startsWith('good') ? 'timeout-or-duplicate' : 'invalid-input-response'
    response.end(JSON.stringify({ success, 'error-codes': success ? [] : [code] }))
  })
  return {
    ...server,
    url: `http://127.0.0.1:${server.port()}/siteverify`,
    heard,
    give() {
      const token = `good-${heard.length}-${Math.random().toString(36).slice(2)}`
      good.add(token)
      return token
    },
  }
}

type Verifier = Awaited<ReturnType<typeof startVerifier>>

const test = quick.extend<{ provider: CaptchaSettings['provider']; verifier: Verifier; guarded: App }>({
  provider: ['turnstile', { option: true }],
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from it.
  verifier: async ({}, use) => {
    const verifier = await startVerifier()
    await use(verifier)
    await verifier.close()
  },
  guarded: async ({ provider, verifier, host }, use) => {
    const settings = { CAPTCHA_SECRET: 'canary-secret', CAPTCHA_VERIFY_URL: verifier.url }
    const app = await startGuarded(
      { captcha: { provider, siteKey }, markFrom: 2 },
      { ...settings, EMBED_ORIGINS: host.origin },
    )
    await use(app)
    await app.stop()
  },
  // Pages go before their server does.
  baseURL: ({ guarded }, use) => use(guarded.url),
})

const scripts = {
  turnstile: 'https://challenges.cloudflare.com/turnstile/v0/api.js',
  hcaptcha: 'https://js.hcaptcha.com/1/api.js',
}

/** Stands in for the provider's script: a frame of its own, and a token by and by. */
async function serveWidget(page: Page, provider: CaptchaSettings['provider'], token: string): Promise<void> {
  const frame = `${new URL(scripts[provider]).origin}/widget`
  await page.route(`${scripts[provider]}?*`, (route) =>
    route.fulfill({
      contentType: 'text/javascript',
      body: `window.${provider} = { render(place, options) {
        place.innerHTML = '<iframe title="Captcha" src="${frame}"></iframe>'
        place.dataset.shown = options.sitekey
        options.callback('${token}')
      } }
      window.captchaIsHere()`,
    }),
  )
  await page.route(frame, (route) => route.fulfill({ contentType: 'text/html', body: 'I am here' }))
}

async function tagsOf(app: App, subject: string): Promise<readonly string[]> {
  const [message, ...others] = await staffOf(app).messages(subject)
  expect(others).toEqual([])
  return (await staffOf(app).conversation(message?.conversation.slug ?? '')).tag_list
}

const words = (subject: string) => ({
  ...{ name: 'Mia Berg', email: `${Math.random().toString(36).slice(2)}@example.org`, subject },
  message: 'The zip broke.',
})

for (const provider of ['turnstile', 'hcaptcha'] as const)
  test.describe(() => {
    test.use({ provider })

    test(`${provider}: a customer who begins meets it, sends, and is not marked`, async ({
      page,
      verifier,
      guarded,
    }) => {
      const token = verifier.give()
      await serveWidget(page, provider, token)
      const subject = uniqueSubject('Solved')
      await page.goto('/')
      await expect(page.locator('[data-sitekey]')).toHaveAttribute('data-script', /^https:/)
      await fillForm(page, { subject, message: 'The zip broke.' })
      await expect(page.frameLocator('[title=Captcha]').getByText('I am here')).toBeVisible()
      await expect(page.locator('[data-shown]')).toHaveAttribute('data-shown', siteKey)
      await takeTimeOn(page)
      await page.getByRole('button', { name: 'Send message' }).click()
      await expect(page.getByRole('heading', { name: 'Message sent' })).toBeVisible()
      expect(await tagsOf(guarded, subject)).toEqual(['contact-form'])
      expect(verifier.heard).toEqual([`secret=canary-secret&response=${token}`])
      expect(guarded.output()).not.toContain('canary-secret')
    })
  })

test('in a frame it is the same', async ({ page, host, verifier, guarded }) => {
  await serveWidget(page, 'turnstile', verifier.give())
  const subject = uniqueSubject('Framed')
  await page.goto(host.show(pageWith(snippetOf(guarded.url, {}))))
  const frame = page.frameLocator('iframe').first()
  await fillForm(frame, { subject, message: 'The zip broke.' })
  await expect(frame.frameLocator('[title=Captcha]').getByText('I am here')).toBeVisible()
  await takeTimeOn(frame)
  await frame.getByRole('button', { name: 'Send message' }).click()
  await expect(frame.getByRole('heading', { name: 'Message sent' })).toBeVisible()
  expect(await tagsOf(guarded, subject)).toEqual(['contact-form'])
})

test('S53 whatever becomes of it the message arrives: without JavaScript, forged, used twice, or with a provider that is down', async ({
  verifier,
  guarded,
}) => {
  const send = async (captcha: string) => {
    const subject = uniqueSubject('Arrives')
    const answer = await postForm(guarded, {
      ...(await takeTime(await openForm(guarded))),
      ...words(subject),
      captcha,
    })
    expect(answer.headers.get('location')).toMatch(/\/t\/[\w-]{43}\?sent=1/)
    return tagsOf(guarded, subject)
  }
  const token = verifier.give()
  expect(await send(token)).not.toContain('spam-suspected')
  for (const captcha of [token, '', 'forged'])
    expect(await send(captcha), captcha).toContain('spam-suspected')
  await verifier.close()
  expect(await send(verifier.give())).toContain('spam-suspected')
  await expect.poll(() => guarded.output()).toContain('a captcha could not be checked')
})

test('the policy of the form’s pages names the provider, and nobody’s else does', async ({
  guarded,
  app,
}) => {
  const policyOf = async (of: App, path: string) =>
    `${(await askRaw(of, path)).headers['content-security-policy']}`
  const source = 'https://challenges.cloudflare.com'
  for (const path of ['/', '/f/support', '/embed/support']) {
    const policy = await policyOf(guarded, path)
    for (const directive of ['script-src', 'frame-src', 'connect-src'])
      expect(policy, path).toMatch(new RegExp(`${directive} [^;]*${source}`))
    expect(await policyOf(app, path)).not.toContain(source)
  }
  for (const path of [`/t/${'A'.repeat(43)}`, '/link', '/desk', '/nothing', '/submit/support', '/api/health'])
    expect(await policyOf(guarded, path), path).not.toContain(source)
  expect(await (await fetch(app.url)).text()).not.toMatch(/name="captcha"|data-sitekey|turnstile|hcaptcha/)
})

test('a captcha without its secret stops the start, in one line', async () => {
  const path = writeGuarded({ captcha: { provider: 'hcaptcha', siteKey } })
  const { code, output } = await failToStart({ SUPPORT_CONFIG: path })
  expect(code).toBe(1)
  expect(output).toContain('CAPTCHA_SECRET needs the secret key')
})
