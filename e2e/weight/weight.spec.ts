/** The form must not cost its customers more than a page without it would. */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { startApp } from '../support/app.ts'
import { writeLargeSupport } from '../support/large-form.ts'
import { test as base, expect } from '../support/test.ts'
import { type EmptyPage, serveEmptyPage } from './empty-page.ts'
import { bytesOf, firstLoadBytes } from './first-load.ts'

const allowance = 1.05
const usedAllowance = 1.2
const buildMs = 180_000

// One folder, one build of it: by one worker, once.
base.describe.configure({ mode: 'default' })

const test = base.extend<object, { empty: EmptyPage }>({
  empty: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from it.
    async ({}, use) => {
      const empty = await serveEmptyPage()
      await use(empty)
      await empty.stop()
    },
    { scope: 'worker', timeout: buildMs },
  ],
})

test("the form page's first load weighs at most 5 % more JavaScript than an empty page", async ({
  app,
  empty,
}) => {
  const floor = await firstLoadBytes(empty.url)
  const form = await firstLoadBytes(app.url)
  test.info().annotations.push({ type: 'weight', description: `${form} bytes over a floor of ${floor}` })
  // If the scripts were not found, nothing would be compared with nothing.
  expect(floor).toBeGreaterThan(100_000)
  expect(form / floor).toBeLessThanOrEqual(allowance)
})

test('scripts and style sheets come as small as the browser can read them', async ({ app }) => {
  const html = await (await fetch(app.url)).text()
  const paths = html.match(/\/_next\/static\/chunks\/[\w.~-]+\.(?:js|css)(?=["#])/g) ?? []
  expect(new Set(paths.map((path) => path.replace(/.*\./, '')))).toEqual(new Set(['js', 'css']))
  for (const path of new Set(paths)) {
    const ask = (encodings: string) => fetch(app.url + path, { headers: { 'Accept-Encoding': encodings } })
    const small = await ask('gzip, deflate, br, zstd')
    const text = await small.text()
    expect(small.headers.get('content-encoding'), path).toBe('br')
    expect(small.headers.get('vary')).toContain('Accept-Encoding')
    expect(small.headers.get('cache-control')).toContain('immutable')
    expect(Number(small.headers.get('content-length'))).toBeLessThan(gzipSync(text, { level: 9 }).byteLength)
    for (const encodings of ['gzip', 'identity', 'br;q=0']) {
      const answer = await ask(encodings)
      expect(answer.headers.get('content-encoding'), encodings).not.toBe('br')
      expect(answer.headers.get('content-type')).toBe(small.headers.get('content-type'))
      expect(await answer.text()).toBe(text)
    }
  }
})

test('a form of forty fields weighs no more at first, and at most 20 % more once everything has been used', async ({
  page,
  empty,
}) => {
  const path = writeLargeSupport(mkdtempSync(join(tmpdir(), 'deskbell-weight-')))
  const app = await startApp({ SUPPORT_CONFIG: path })
  const floor = await firstLoadBytes(empty.url)
  const first = await firstLoadBytes(app.url)
  const loaded: string[] = []
  page.on('request', (request) => {
    const { pathname } = new URL(request.url())
    if (/^\/_next\/static\/.*\.js$/.test(pathname)) loaded.push(pathname)
  })
  await page.goto(app.url)
  await page.getByLabel('Message').fill('The cable is torn.')
  await page.getByRole('radio', { name: 'Order or delivery' }).check()
  await page.getByLabel('Attachments').setInputFiles({
    name: 'cable.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from('a torn cable'),
  })
  await expect(page.getByText('Ready · 12 bytes')).toBeVisible()
  await page.getByRole('button', { name: 'Send message' }).click()
  await expect(page.locator('#problems')).toBeFocused()
  const used = await bytesOf(app.url, loaded)
  await app.stop()
  test.info().annotations.push({
    type: 'weight',
    description: `${first} bytes at first, ${used} when used, over a floor of ${floor}`,
  })
  expect(first / floor).toBeLessThanOrEqual(allowance)
  expect(used).toBeGreaterThan(first)
  expect(used / floor).toBeLessThanOrEqual(usedAllowance)
})
