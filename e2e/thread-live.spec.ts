/** A conversation that is open in a browser goes on by itself, and says so when it cannot. */
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import type { Page, Request } from '@playwright/test'
import type { App } from './support/app.ts'
import { sendRequest, uniqueSubject } from './support/customer.ts'
import { manageThreads } from './support/operator.ts'
import { countRows } from './support/rows.ts'
import { staffOf } from './support/staff.ts'
import { expect, test } from './support/test.ts'

const patient = { timeout: 20_000 }

test('two browsers on one conversation show an answer by themselves; what is being typed stays, and so does the focus', async ({
  page,
  app,
  browser,
}) => {
  const { staff, slug, thread } = await open(page, app)
  const other = await browser.newPage()
  await other.goto(thread)
  await page.goto(thread)
  const reply = page.getByLabel('Reply', { exact: true })
  await reply.fill('I was just about to')
  await staff.answer(slug, 'A **new one** is on its way.')
  for (const each of [page, other]) {
    await expect(each.getByRole('log').getByText('A new one is on its way.')).toBeVisible(patient)
    await expect(each.getByText('1 new message').first()).toBeVisible()
    await expect(each).toHaveTitle(/^\(1\) Your conversation/)
    await expect(each.getByText('Answered', { exact: true })).toBeVisible()
  }
  await expect(reply).toHaveValue('I was just about to')
  await expect(reply).toBeFocused()
  await page.keyboard.press('End')
  await expect(page).toHaveTitle(/^Your conversation/)

  await reply.fill('Thank you.')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('article').last()).toContainText('Thank you.')
  await expect(other.getByRole('article').last()).toContainText('Thank you.', patient)
  await other.close()
})

test('a message that comes out of sight is told by a link to it, and nothing scrolls for it', async ({
  page,
  app,
}) => {
  const { staff, slug, thread } = await open(page, app)
  for (let index = 0; index < 12; index += 1) await staff.answer(slug, `Answer ${index}.`)
  await page.goto(thread)
  await expect(page.getByRole('article')).toHaveCount(13)
  await staff.answer(slug, 'One more thing.')
  const link = page.getByRole('link', { name: '1 new message' })
  await expect(link).toBeVisible(patient)
  expect(await page.evaluate(() => window.scrollY)).toBe(0)
  await link.click()
  await expect(page.getByText('One more thing.')).toBeInViewport()
  await expect(link).toBeHidden()
})

test('a lost connection is said, and what came meanwhile appears when it is back', async ({
  page,
  app,
  browser,
}) => {
  const { staff, slug, thread } = await open(page, app)
  const context = await browser.newContext()
  const train = await context.newPage()
  await train.goto(thread)
  await expect(train.getByRole('log')).toBeVisible()
  await context.setOffline(true)
  await expect(train.getByText('Connection lost.')).toBeVisible(patient)
  await staff.answer(slug, 'Are you there?')
  await context.setOffline(false)
  await expect(train.getByText('Are you there?')).toBeVisible(patient)
  await expect(train.getByText('Connection lost.')).toBeHidden(patient)
  await context.close()
})

test('a reply is reached, written and sent with Tab and Space alone', async ({ page, app }) => {
  await sendRequest(page, { subject: uniqueSubject('Tabbing'), message: 'The zip broke.' })
  await page.goto(page.url().replace('?sent=1', ''))
  await tabTo(page, 'textbox', 'Reply')
  await page.keyboard.type('One more thing.')
  await tabTo(page, 'button', 'Send reply')
  await page.keyboard.press('Space')
  await expect(page.getByText('Reply sent')).toBeVisible()
  await expect(page.getByRole('article').filter({ hasText: 'One more thing.' })).toBeVisible()
  expect(countRows(app, 'One more thing.')).toBe(1)
})

test('a page at rest asks every half minute, and not at all while nobody sees it', async ({ page, app }) => {
  const { thread } = await open(page, app)
  const isPoll = (request: Request) => request.url().includes('/messages?after=')
  await page.clock.install()
  await page.goto(thread)
  await expect(page.getByRole('log')).toBeVisible()
  const pass = async (...stepsMs: number[]) => {
    for (const stepMs of stepsMs.slice(0, -1)) await page.clock.fastForward(stepMs)
    await Promise.all([
      page.waitForResponse((response) => isPoll(response.request())),
      page.clock.fastForward(stepsMs.at(-1) ?? 0),
    ])
    // A way there and back: by then the page has read its answer and set the next hour.
    await page.evaluate(() => fetch('/api/health').then((answer) => answer.text()))
  }
  await pass(2_000, 1_500)
  await pass(20 * 60_000)
  await pass(29_000, 1_500)

  const polls: string[] = []
  page.on('request', (request) => isPoll(request) && polls.push(request.url()))
  await setHidden(page, true)
  await page.clock.fastForward(60 * 60_000)
  expect(polls).toEqual([])
  await Promise.all([page.waitForRequest(isPoll), setHidden(page, false)])
  expect(polls).toHaveLength(1)
})

test('S09 S16 a page that is open closes when its link is revoked, and every way in with it', async ({
  page,
  app,
  browser,
}) => {
  const { thread, subject } = await open(page, app)
  const context = await browser.newContext()
  const tab = await context.newPage()
  await tab.goto(thread)
  const reference = await tab
    .locator('bdi', { hasText: /^[0-9A-Z]{4}-[0-9A-Z]{4}$/ })
    .first()
    .innerText()
  await page.goto('about:blank')
  await manageThreads(app, 'revoke', reference)
  await expect(tab.getByRole('heading', { name: 'This link does not open a conversation' })).toBeVisible(
    patient,
  )
  await context.close()

  const unknown = thread.replace(/[\w-]{43}$/, 'A'.repeat(43))
  for (const [path, init] of waysIn) {
    const answer = await fetch(thread + path, init)
    const stranger = await fetch(unknown + path, init)
    expect(answer.status, `S09 ${path} ${JSON.stringify(init)}`).toBe(stranger.status)
    const said = await answer.text()
    for (const secret of ['Hello.', subject, reference]) expect(said).not.toContain(secret)
    if (!new Headers(init.headers).has('RSC') && path !== '.rsc') expect(answer.status).toBe(404)
  }

  for (const door of ['/reply', '/solved', '/rating']) {
    const posted = await fetch(thread + door, {
      method: 'POST',
      headers: { Origin: app.url },
      body: new URLSearchParams({ message: 'Let me in', rating: '1' }),
      redirect: 'manual',
    })
    expect(posted.status, door).toBe(404)
  }

  const fresh = (await manageThreads(app, 'rotate', reference)).trim()
  expect((await fetch(thread)).status).toBe(404)
  await page.goto(new URL(new URL(fresh).pathname, app.url).href)
  await expect(page.getByText('Hello.')).toBeVisible()
})

test('S10 S12 asking for news: whole at first, 304 without a body when there is none, then only what is new', async ({
  page,
  app,
}) => {
  const { staff, slug, thread } = await open(page, app)
  await staff.note(slug, 'CANARY-NOTE')
  const first = await fetch(`${thread}/messages`)
  const whole = await first.json()
  expect(whole).toMatchObject({
    status: 'with-team',
    messages: [{ body: 'Hello.', own: true, delivery: 'delivered' }],
  })
  expect(Object.keys(whole.messages[0]).sort()).toEqual([
    'author',
    'body',
    'createdAt',
    'delivery',
    'id',
    'own',
  ])
  expect(first.headers.get('cache-control')).toBe('private, no-store')
  expect(first.headers.get('x-robots-tag')).toBe('noindex, nofollow')
  expect(first.headers.get('referrer-policy')).toBe('same-origin')

  const tag = first.headers.get('etag') ?? ''
  const idle = [
    fetch(`${thread}/messages?after=${whole.cursor}`),
    fetch(`${thread}/messages`, { headers: { 'If-None-Match': tag } }),
  ]
  for (const answer of await Promise.all(idle)) {
    expect(answer.status).toBe(304)
    expect(await answer.text()).toBe('')
  }
  expect(await bytesOf(`${thread}/messages?after=${whole.cursor}`, tag)).toBeLessThanOrEqual(300)

  await staff.answer(slug, 'Hello, Mia.')
  const news = await (await fetch(`${thread}/messages?after=${whole.cursor}`)).text()
  expect(JSON.parse(news).messages).toMatchObject([{ body: 'Hello, Mia.', own: false }])
  expect(news, 'S12').not.toContain('@')
  expect(news, 'S10').not.toContain('CANARY-NOTE')
})

/** A conversation that the customer has just opened, with its plain address and the helpdesk's name of it. */
async function open(page: Page, app: App) {
  const staff = staffOf(app)
  const subject = uniqueSubject('Live')
  await sendRequest(page, { subject, message: 'Hello.' })
  const [message] = await staff.messages(subject)
  return { staff, subject, slug: message?.conversation.slug ?? '', thread: page.url().replace('?sent=1', '') }
}

const waysIn: readonly [string, RequestInit][] = [
  ['', {}],
  ['?pages=2', {}],
  ['', { method: 'HEAD' }],
  ['', { headers: { RSC: '1' } }],
  ['?_rsc=1', { headers: { RSC: '1', 'Next-Router-Prefetch': '1' } }],
  ['?_rsc=1', { headers: { RSC: '1', 'Next-Router-Segment-Prefetch': '/_tree' } }],
  ['.rsc', {}],
  ['/messages', {}],
  ['/messages?after=x', { method: 'HEAD' }],
  ['/download', {}],
]

/** All that comes over the wire when a browser asks whether it still knows everything, headers included. */
async function bytesOf(address: string, tag: string): Promise<number> {
  const { hostname, port, pathname, search } = new URL(address)
  const socket = connect(Number(port), hostname)
  socket.write(`GET ${pathname}${search} HTTP/1.1\r\nHost: ${hostname}:${port}\r\n`)
  socket.write(`If-None-Match: ${tag}\r\nConnection: close\r\n\r\n`)
  const answer = await text(socket)
  expect(answer).toContain('304 Not Modified')
  return answer.length
}

async function setHidden(page: Page, hidden: boolean): Promise<void> {
  await page.evaluate((value) => {
    Object.defineProperty(document, 'hidden', { configurable: true, value })
    document.dispatchEvent(new Event('visibilitychange'))
  }, hidden)
}

/** Presses Tab until the focus is there; forty times are a page that nobody tabs through. */
async function tabTo(page: Page, role: 'button' | 'textbox', name: string): Promise<void> {
  const goal = page.getByRole(role, { name, exact: true })
  for (let presses = 0; presses < 40; presses++) {
    await page.keyboard.press('Tab')
    if (await goal.evaluate((element) => element === document.activeElement)) return
  }
  await expect(goal).toBeFocused()
}
