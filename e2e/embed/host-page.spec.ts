/** Host pages as they are: strict, single-page, without the script, full of forms, or with the app out of reach. */
import { createHash } from 'node:crypto'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { type App, startApp } from '../support/app.ts'
import { fillForm, uniqueSubject } from '../support/customer.ts'
import { pageWith, snippetOf } from '../support/host.ts'
import { staffOf } from '../support/staff.ts'
import { expect, test } from '../support/test.ts'
import { heightsOf, watchHost } from './watch-host.ts'

const ready = (page: Page) => page.frameLocator('iframe').getByText('or drop or paste them here')

test('E09 a host page pays one request for the embed, beside the frame', async ({ page, app, host }) => {
  const requests: string[] = []
  page.on('request', (request) => {
    if (request.url().startsWith(app.url) && request.frame() === page.mainFrame())
      requests.push(request.url())
  })
  await page.goto(host.show(pageWith(snippetOf(app.url))))
  await expect(ready(page)).toBeVisible()
  expect(requests).toEqual([`${app.url}/embed/v1.js`])
})

test('a page that has pinned the script goes on with its name after a build that knows only another content', async ({
  page,
  app,
  host,
}) => {
  const current = await fetch(`${app.url}/embed/v1.js`)
  const old = `${app.url}/embed/v1.0123456789abcdef.js`
  const answer = await fetch(old)
  expect(answer.headers.get('cache-control')).toBe('public, max-age=3600')
  expect(answer.headers.get('access-control-allow-origin')).toBe('*')
  expect(answer.headers.get('cross-origin-resource-policy')).toBe('cross-origin')
  const script = await answer.text()
  expect(script).toBe(await current.text())
  const hash = createHash('sha256').update(script).digest('hex').slice(0, 16)
  const own = await fetch(`${app.url}/embed/v1.${hash}.js`)
  expect(own.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
  expect(own.headers.get('access-control-allow-origin')).toBe('*')
  expect(await own.text()).toBe(script)
  const snippet = snippetOf(app.url).replace(`${app.url}/embed/v1.js`, old)
  await page.goto(host.show(pageWith(snippet)))
  await expect(page.locator('support-form iframe')).toHaveAttribute('style', /height/)
})

test('E09 the script keeps no page busy: on a machine four times slower no task of it takes over 50 ms', async ({
  page,
  app,
  host,
}) => {
  const session = await page.context().newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 })
  const noticed = await watchHost(page)
  const url = host.show(pageWith(snippetOf(app.url)))
  await page
    .context()
    .browser()
    ?.startTracing(page, { categories: ['toplevel', 'devtools.timeline', 'v8'] })
  await page.goto(url)
  await expect.poll(async () => (await noticed()).events.map(({ type }) => type)).toContain('resize')
  const trace = await page.context().browser()?.stopTracing()
  const busy = longestTaskMs(String(trace), '/embed/v1.js')
  expect(busy).toBeGreaterThan(0)
  expect(busy).toBeLessThanOrEqual(50)
})

interface TraceEvent {
  readonly name: string
  readonly pid: number
  readonly tid: number
  /** In µs. */
  readonly ts: number
  readonly dur?: number
  /** Of the processor, in µs: what other processes did meanwhile does not count. */
  readonly tdur?: number
  readonly args?: unknown
}

/** The longest task in which the script at `path` was compiled or called. */
function longestTaskMs(trace: string, path: string): number {
  const { traceEvents }: { traceEvents: readonly TraceEvent[] } = JSON.parse(trace)
  const ran = traceEvents.filter(
    ({ name, args }) =>
      /^(?:v8.compileModule|FunctionCall)$/.test(name) && JSON.stringify(args).includes(path),
  )
  const tasks = traceEvents.filter(
    ({ name, pid, tid, ts, dur = 0 }) =>
      name.endsWith('RunTask') &&
      ran.some((part) => part.pid === pid && part.tid === tid && part.ts >= ts && part.ts <= ts + dur),
  )
  return Math.max(0, ...tasks.map(({ tdur = 0 }) => tdur / 1000))
}

test('E11 a host with the strictest policy is asked to forbid nothing, and the form has its full width and height', async ({
  page,
  app,
  host,
}) => {
  const noticed = await watchHost(page)
  const policy = `default-src 'none'; script-src 'nonce-x' 'strict-dynamic'; style-src 'self'; frame-src ${app.url}; img-src data:; require-trusted-types-for 'script'; trusted-types 'none'`
  const html = pageWith(snippetOf(app.url).replace('<script', '<script nonce="x"'))
  await page.goto(host.show(html, { 'Content-Security-Policy': policy }))
  await expect(ready(page)).toBeVisible()
  await expect
    .poll(async () => {
      const { frame, content } = await heightsOf(page)
      return Math.abs(frame - content)
    })
    .toBeLessThanOrEqual(1)
  const box = await page.locator('iframe').boundingBox()
  expect(box?.width).toBe(await page.locator('main').evaluate((main) => main.clientWidth))
  await page.locator('support-form').evaluate((element) => element.setAttribute('theme', 'dark'))
  await expect(page.frameLocator('iframe').locator('html')).toHaveAttribute('data-theme', 'dark')
  expect((await noticed()).violations).toEqual([])
})

test('E14 two frames of one form and one of another on one page keep to themselves', async ({
  page,
  host,
}) => {
  const app = await startTwoForms(host.origin)
  const noticed = await watchHost(page)
  const forms = { a: 'support', b: 'support', c: 'returns' }
  const three = Object.entries(forms).map(([id, form]) =>
    snippetOf(app.url, { form, attributes: `id="${id}"` }).replace('loading="lazy"', ''),
  )
  await page.goto(host.show(pageWith(three.join(''))))
  const told = async (type: string) =>
    (await noticed()).events.filter((event) => event.type === type).map(({ detail }) => detail.formId)
  await expect.poll(async () => (await told('ready')).sort()).toEqual(['returns', 'support', 'support'])
  const frameOf = (id: string) => page.locator(`#${id}`).frameLocator('iframe')
  const height = (id: string) => page.locator(`#${id} iframe`).evaluate((frame) => frame.clientHeight)
  const fits = async (id: string) => {
    const box = frameOf(id).locator('#embed')
    const content = await box.evaluate((element) => element.getBoundingClientRect().height)
    return Math.abs((await height(id)) - content)
  }
  for (const id of ['a', 'b', 'c']) await expect.poll(() => fits(id)).toBeLessThanOrEqual(1)
  const [heightOfA, heightOfC] = [await height('a'), await height('c')]
  expect(heightOfC).not.toBe(heightOfA)

  await frameOf('b').getByLabel('Message').fill('x\n'.repeat(14))
  await expect.poll(async () => (await height('b')) - heightOfA).toBeGreaterThan(50)
  expect([await height('a'), await height('c')]).toEqual([heightOfA, heightOfC])
  expect(await told('started')).toEqual(['support'])
  await page
    .locator('#b')
    .evaluate(
      (element) =>
        'prefill' in element &&
        typeof element.prefill === 'function' &&
        element.prefill({ subject: 'For b' }),
    )
  await expect(frameOf('b').getByLabel('Subject')).toHaveValue('For b')
  for (const id of ['a', 'c']) await expect(frameOf(id).getByLabel('Subject')).toHaveValue('')

  const subject = uniqueSubject('Of the other form')
  await fillForm(frameOf('c'), { subject, message: 'Hello.' })
  await frameOf('c').getByRole('button', { name: 'Send message' }).click()
  await expect(frameOf('c').getByRole('heading', { name: 'Message sent' })).toBeVisible()
  expect(await told('submitted')).toEqual(['returns'])
  await expect(frameOf('a').getByLabel('Message')).toHaveValue('')
  await expect(frameOf('b').getByLabel('Subject')).toHaveValue('For b')
  expect(await staffOf(app).messages(subject)).toMatchObject([
    { conversation: { category: { slug: 'returns' } } },
  ])
  await app.stop()
})

/** An app with a form beside the usual one, of another height. */
async function startTwoForms(origin: string): Promise<App> {
  const config = join(await mkdtemp(join(tmpdir(), 'deskbell-two-forms-')), 'support.json')
  const form = { tags: [], topics: [], answersWithinHours: null, timeZone: 'UTC', embedOrigins: [origin] }
  const channels = ['support', 'returns'].map((slug) => ({ slug, name: slug, email: `${slug}@example.com` }))
  const number = { 'Order number': { type: 'text' } }
  const forms = {
    support: { ...form, channel: 'support' },
    returns: { ...form, channel: 'returns', contact_custom_fields: number },
  }
  const brand = { name: 'Harbour Goods', accent: '#2f5bc2' }
  await writeFile(config, JSON.stringify({ brand, channels, forms }))
  return startApp({ SUPPORT_CONFIG: config })
}

test('E14 put in and taken out fifty times, it leaves nothing behind', async ({ page, app, host }) => {
  await page.goto(host.show(pageWith(`<div id="place"></div>${snippetOf(app.url, { frame: null })}`)))
  await expect(page.locator('support-form iframe')).toHaveCount(1)
  const session = await page.context().newCDPSession(page)
  const listeners = async () => {
    await session.send('HeapProfiler.collectGarbage')
    const { metrics } = await session.send('Performance.getMetrics')
    return metrics.find(({ name }) => name === 'JSEventListeners')?.value ?? 0
  }
  await session.send('Performance.enable')
  const cycle = (times: number) =>
    page.evaluate(async (rounds) => {
      const place = document.querySelector('#place')
      for (let round = 0; round < rounds; round += 1) {
        const form = document.createElement('support-form')
        form.setAttribute('form', 'support')
        place?.append(form)
        await new Promise((resolve) => requestAnimationFrame(resolve))
        form.remove()
      }
    }, times)
  await cycle(5)
  const before = await listeners()
  await cycle(50)
  await expect.poll(listeners).toBeLessThanOrEqual(before + 2)
})

test('E14 a form that is moved in the page shakes hands anew', async ({ page, app, host }) => {
  await page.goto(host.show(pageWith(`${snippetOf(app.url)}<div id="place"></div>`)))
  await expect(ready(page)).toBeVisible()
  await page.evaluate(() =>
    document.querySelector('#place')?.append(document.querySelector('support-form') ?? ''),
  )
  await expect(ready(page)).toBeVisible()
  await page.locator('support-form').evaluate((element) => element.setAttribute('theme', 'dark'))
  await expect(page.frameLocator('iframe').locator('html')).toHaveAttribute('data-theme', 'dark')
})

test('E15 when the form does not come a link says where it is, and the host is told', async ({
  browser,
  app,
  host,
}) => {
  const page = await browser.newPage()
  const noticed = await watchHost(page)
  await page.route('**/embed/support*', (route) => route.abort())
  await page.goto(host.show(pageWith(snippetOf(app.url))))
  const link = page.getByRole('link', { name: 'Contact Harbour Goods' })
  await expect(link).toBeVisible({ timeout: 10_000 })
  expect(await link.getAttribute('href')).toBe(`${app.url}/f/support`)
  expect((await noticed()).events).toEqual([
    { type: 'error', detail: { formId: 'support', code: 'unreachable' } },
  ])
  await page.close()
})

test('E15 E23 without the script the form is there, and an empty element shows its link, on paper too', async ({
  browser,
  app,
  host,
}) => {
  const page = await browser.newPage()
  await page.route('**/embed/v1.js', (route) => route.abort())
  await page.goto(host.show(pageWith(snippetOf(app.url))))
  await expect(ready(page)).toBeVisible()
  await page.goto(host.show(pageWith(snippetOf(app.url, { frame: null }))))
  const link = page.getByRole('link', { name: 'Open the contact form' })
  await expect(link).toBeVisible()
  await page.emulateMedia({ media: 'print' })
  await expect(link).toBeVisible()
  await page.close()
})

test('E17 a host that sends no referrer, and a form without script: the message arrives', async ({
  browser,
  app,
  host,
}) => {
  const page = await browser.newPage({ javaScriptEnabled: false })
  const html = pageWith(snippetOf(app.url).replace('strict-origin-when-cross-origin', 'no-referrer'))
  await page.goto(host.show(html, { 'Referrer-Policy': 'no-referrer' }))
  const form = page.frameLocator('iframe')
  await fillForm(form, { subject: uniqueSubject('No referrer'), message: 'Hello.' })
  await form.getByRole('button', { name: 'Send message' }).click()
  await expect(form.getByRole('heading', { name: 'Message sent' })).toBeVisible()
  await page.close()
})

test('E20 no address, no referrer and no event carries what was typed, or the key to it', async ({
  page,
  app,
  host,
}) => {
  const noticed = await watchHost(page)
  const said: string[] = []
  page.on('request', (request) => said.push(request.url(), request.headers().referer ?? ''))
  await page.goto(host.show(pageWith(snippetOf(app.url, { attributes: 'data-prefill-name="Sam Reed"' }))))
  const form = page.frameLocator('iframe')
  await expect(form.getByLabel('Your name')).toHaveValue('Sam Reed')
  await fillForm(form, { subject: uniqueSubject('Private'), message: 'Hello.', name: 'Sam Reed' })
  await form.getByRole('button', { name: 'Send message' }).click()
  const path = await form.getByRole('link', { name: 'Open your conversation' }).getAttribute('href')
  const { events } = await noticed()
  expect(events.map(({ type }) => type)).toEqual(
    expect.arrayContaining(['ready', 'started', 'submitting', 'submitted']),
  )
  const everything = `${JSON.stringify(events)} ${said.join(' ')}`
  for (const secret of ['Sam', 'mia@example.org', 'mia%40', 'Private', path?.slice(3) ?? ''])
    expect(everything).not.toContain(secret)
})

test('a host fills in what is empty, and never what was typed', async ({ page, app, host }) => {
  const attributes =
    'data-prefill-email="sam@example.org" data-prefill-topic="billing" data-prefill-subject="From the page"'
  let go = () => {}
  await page.route('**/embed/v1.js', async (route) => {
    await new Promise<void>((resolve) => {
      go = resolve
    })
    await route.continue()
  })
  await page.goto(host.show(pageWith(snippetOf(app.url, { attributes, query: '?lang=en' }))), {
    waitUntil: 'commit',
  })
  const form = page.frameLocator('iframe')
  await form.getByLabel('Subject').fill('Typed before')
  await expect.poll(() => go.name).not.toBe('go')
  go()
  await expect(form.getByLabel('Email')).toHaveValue('sam@example.org')
  await expect(form.getByRole('radio', { name: 'Billing' })).toBeChecked()
  await expect(form.getByLabel('Subject')).toHaveValue('Typed before')
})

test('a script that is there before its element has been read makes no second frame', async ({
  page,
  app,
  host,
}) => {
  const ran = Promise.withResolvers<void>()
  page.on('requestfinished', async (request) => {
    if (!request.url().endsWith('/embed/v1.js')) return
    await page.evaluate(() => new Promise(requestAnimationFrame))
    ran.resolve()
  })
  async function* slowly() {
    const script = `<script type="module" async src="${app.url}/embed/v1.js"></script>`
    const [before, after] = pageWith(snippetOf(app.url, { script: false }), script).split('<main>')
    yield `${before}<main>`
    await ran.promise
    yield `${after}`
  }
  await page.goto(host.show(slowly()))
  await expect(ready(page)).toBeVisible()
  await expect(page.locator('iframe')).toHaveCount(1)
})

test('an element without a frame makes one with the look, the language and the topic that its attributes name', async ({
  page,
  app,
  host,
}) => {
  const attributes = 'theme="dark" lang="de" topic="billing" accent="#b4235a" radius="none" font="serif"'
  await page.goto(host.show(pageWith(snippetOf(app.url, { frame: null, attributes }))))
  const form = page.frameLocator('iframe')
  await expect(form.getByRole('radio', { name: 'Rechnung' })).toBeChecked()
  const root = form.locator('html')
  for (const [name, value] of Object.entries({
    lang: 'de',
    'data-theme': 'dark',
    'data-radius': 'none',
    'data-font': 'serif',
  }))
    await expect(root).toHaveAttribute(name, value)
  await expect(form.locator('button.send')).toHaveCSS('background-color', 'rgb(180, 35, 90)')
  await page.locator('support-form').evaluate((element) => {
    element.setAttribute('accent', '#0f766e')
    element.removeAttribute('theme')
  })
  await expect(form.locator('button.send')).toHaveCSS('background-color', 'rgb(15, 118, 110)')
  await expect(root).not.toHaveAttribute('data-theme')
})
