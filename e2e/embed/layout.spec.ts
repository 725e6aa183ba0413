/** The page around a form: it does not move, and the frame is as tall as what is in it. */
import type { Page } from '@playwright/test'
import { fillForm, uniqueSubject } from '../support/customer.ts'
import { pageWith, snippetOf } from '../support/host.ts'
import { expect, test } from '../support/test.ts'
import { heightsOf, watchHost } from './watch-host.ts'

const topOf = (page: Page) =>
  page.locator('#after').evaluate((element) => element.getBoundingClientRect().top + scrollY)

/** The height that the snippet generator writes for this width. */
async function reserve(page: Page, app: string, width: number): Promise<number> {
  await page.setViewportSize({ width: width - 16, height: 900 })
  await page.goto(`${app}/embed/support`)
  await expect(page.getByText('or drop or paste them here')).toBeVisible()
  const height = await page.locator('#embed').evaluate((box) => Math.ceil(box.getBoundingClientRect().height))
  await page.setViewportSize({ width, height: 900 })
  return height
}

async function openAt(page: Page, url: string): Promise<void> {
  await page.goto(url)
  await expect(page.frameLocator('iframe').getByText('or drop or paste them here')).toBeVisible()
  await expect
    .poll(async () => {
      const { frame: outer, content } = await heightsOf(page)
      return Math.abs(outer - content)
    })
    .toBeLessThanOrEqual(1)
}

const pageAt = (app: string, height: number) =>
  pageWith(snippetOf(app).replace('height="1120"', `height="${height}"`))

test('E04 E05 at 360 px nothing moves while the form comes, and next to nothing until it was sent', async ({
  page,
  app,
  host,
}) => {
  await neverMoves(page, { app: app.url, host, width: 360 })
})

test('E04 E05 at 1280 px nothing moves while the form comes, and next to nothing until it was sent', async ({
  page,
  app,
  host,
}) => {
  await neverMoves(page, { app: app.url, host, width: 1280 })
})

interface Setting {
  readonly app: string
  readonly host: { show(html: string): string }
  readonly width: number
}

async function neverMoves(page: Page, { app, host, width }: Setting): Promise<void> {
  const height = await reserve(page, app, width)
  const noticed = await watchHost(page)
  await openAt(page, host.show(pageAt(app, height)))
  expect((await noticed()).shift, 'while it loads').toBe(0)
  const form = page.frameLocator('iframe')
  const before = await topOf(page)
  await form.getByRole('button', { name: 'Send message' }).click()
  await expect(
    form.getByRole('alert').filter({ hasText: '4 things to fix. Start with: Subject' }),
  ).toBeVisible()
  await fillForm(form, { subject: uniqueSubject('Still'), message: 'Hello.' })
  await form.getByRole('button', { name: 'Send message' }).click()
  await expect(form.getByRole('heading', { name: 'Message sent' })).toBeVisible()
  expect((await noticed()).shift, 'with mistakes and success').toBeLessThanOrEqual(0.01)
  expect(await topOf(page), 'what follows the form stays where it was').toBe(before)
}

test('E06 the frame follows its content up and down: mistakes, text, files, width, larger letters', async ({
  page,
  app,
  host,
}) => {
  await followsContent(page, host.show(pageAt(app.url, 1120)))
})

test('E06 it does so too where browsers do not fit frames to their content by themselves', async ({
  playwright,
  launchOptions,
  app,
  host,
}) => {
  const args = [...(launchOptions.args ?? []), '--disable-blink-features=ResponsiveIframes']
  const browser = await playwright.chromium.launch({ ...launchOptions, args })
  await followsContent(await browser.newPage(), host.show(pageAt(app.url, 1120)))
  await browser.close()
})

async function followsContent(page: Page, url: string): Promise<void> {
  const noticed = await watchHost(page)
  await page.setViewportSize({ width: 1280, height: 900 })
  await openAt(page, url)
  const form = page.frameLocator('iframe')
  const sizes = async () => (await noticed()).events.filter(({ type }) => type === 'resize').length
  const expectFit = async (about: string, before: number) => {
    await expect
      .poll(async () => {
        const { frame, content } = await heightsOf(page)
        return Math.abs(frame - content)
      }, about)
      .toBeLessThanOrEqual(1)
    expect((await sizes()) - before, `${about}: messages`).toBeLessThanOrEqual(5)
    const scrolls = await form.locator('html').evaluate((root) => root.scrollHeight > root.clientHeight + 1)
    expect(scrolls, `${about}: no inner scrollbar`).toBe(false)
  }
  let before = await sizes()
  await form.getByLabel('Message').fill('line\n'.repeat(12))
  await expectFit('a longer text', before)
  before = await sizes()
  await form
    .getByLabel('Attachments')
    .setInputFiles({ name: 'a.txt', mimeType: 'text/plain', buffer: Buffer.from('a') })
  await expect(form.getByText(/^Ready/)).toBeVisible()
  await expectFit('a file', before)
  const tall = (await heightsOf(page)).frame
  before = await sizes()
  await form.getByLabel('Message').fill('short')
  await expectFit('a shorter text', before)
  expect((await heightsOf(page)).frame).toBeLessThan(tall)
  for (const width of [360, 1280]) {
    before = await sizes()
    await page.setViewportSize({ width, height: 900 })
    await expectFit(`${width} px`, before)
  }
  before = await sizes()
  await form.locator('html').evaluate((root) => root.style.setProperty('font-size', '200%'))
  await expectFit('letters twice as large', before)
}

test('E06 a plain frame without any script fits its content where the browser does that', async ({
  page,
  app,
  host,
}) => {
  await page.goto(host.show(pageWith('')))
  const can = await page.evaluate(() => CSS.supports('frame-sizing', 'content-height'))
  test.skip(!can, 'this browser does not')
  const frame = 'style="height:auto;min-height:640px;max-height:1600px;frame-sizing:content-height"'
  await page.goto(host.show(pageWith(snippetOf(app.url, { frame, script: false }))))
  await expect(page.frameLocator('iframe').getByLabel('Subject')).toBeVisible()
  await expect
    .poll(async () => {
      const { frame: outer, content } = await heightsOf(page)
      return Math.abs(outer - content)
    })
    .toBeLessThanOrEqual(1)
})

test('E04 a form that comes far below what is seen keeps the room that it was given', async ({
  page,
  app,
  host,
}) => {
  const noticed = await watchHost(page)
  const far = snippetOf(app.url).replace('loading="lazy"', 'loading="eager"')
  await page.goto(host.show(pageWith(`<div style="height:3000px"></div>${far}`)))
  await expect.poll(async () => (await noticed()).events.map(({ type }) => type)).toContain('resize')
  const heights = (await noticed()).events.flatMap(({ type, detail }) =>
    type === 'resize' ? [Number(detail.height)] : [],
  )
  expect(Math.min(...heights)).toBeGreaterThan(1_000)
})

test('E07 the form takes neither focus nor scroll when it comes', async ({ page, app, host }) => {
  const far = pageWith(
    `<div style="height:2000px"></div>${snippetOf(app.url).replace('loading="lazy"', 'loading="eager"')}`,
  )
  await page.goto(host.show(far))
  await page.locator('#search').fill('shoes')
  await expect(page.frameLocator('iframe').getByText('or drop or paste them here')).toBeAttached()
  expect(await page.evaluate(() => scrollY)).toBe(0)
  await expect(page.locator('#search')).toBeFocused()
  await expect(page.locator('#search')).toHaveValue('shoes')
})

test('E08 what is said after sending does not move a page on which it can be seen already', async ({
  page,
  app,
  host,
}) => {
  await page.setViewportSize({ width: 1280, height: 1600 })
  await page.goto(
    host.show(
      pageWith(`<div style="height:300px"></div>${snippetOf(app.url)}<div style="height:900px"></div>`),
    ),
  )
  const form = page.frameLocator('iframe')
  await fillForm(form, { subject: uniqueSubject('Calm'), message: 'Hello.' })
  await page.evaluate(() => scrollTo(0, 100))
  await form.getByRole('button', { name: 'Send message' }).click()
  await expect(form.getByRole('heading', { name: 'Message sent' })).toBeFocused()
  expect(await page.evaluate(() => scrollY)).toBe(100)
})

test('E08 after sending, what is said is focused, heard once, and in sight', async ({ page, app, host }) => {
  await page.setViewportSize({ width: 360, height: 640 })
  await page.goto(host.show(pageWith(snippetOf(app.url))))
  const form = page.frameLocator('iframe')
  await fillForm(form, { subject: uniqueSubject('Seen'), message: 'Hello.' })
  await form.getByRole('button', { name: 'Send message' }).click()
  const heading = form.getByRole('heading', { name: 'Message sent' })
  await expect(heading).toBeFocused()
  await expect(heading).toBeInViewport()
  await expect(form.getByText('Message sent')).toHaveCount(1)
  await expect(
    form.locator('[role=status], [role=alert], [aria-live]').filter({ hasText: 'Message sent' }),
  ).toHaveCount(0)
})
