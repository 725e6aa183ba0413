/** Who holds a link sees one conversation, by whatever way they ask; who holds none sees nothing and changes nothing. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { Page } from '@playwright/test'
import { customer, sendRequest, uniqueSubject } from './support/customer.ts'
import { manageThreads } from './support/operator.ts'
import { staffOf } from './support/staff.ts'
import { expect, test } from './support/test.ts'

/** Two threads of one browser: the address of each, its subject and its token. */
async function openTwo(page: Page) {
  const open = async (about: string) => {
    const subject = uniqueSubject(about)
    await sendRequest(page, { subject, message: `Words of ${subject}` })
    const address = page.url().replace('?sent=1', '')
    return { subject, address, token: address.slice(-43) }
  }
  return { first: await open('First'), second: await open('Second') }
}

/** How browsers, their routers and the curious ask for a page. */
const transports: readonly (readonly [string, string, RequestInit])[] = [
  ['a page', '', {}],
  ['its data', '', { headers: { RSC: '1' } }],
  ['its data, by the router', '?_rsc=1', { headers: { RSC: '1', 'Next-Router-Prefetch': '1' } }],
  [
    'a segment of it',
    '?_rsc=1',
    {
      headers: {
        RSC: '1',
        'Next-Router-Prefetch': '1',
        'Next-Router-Segment-Prefetch': '/t/$d$token/__PAGE__',
      },
    },
  ],
  ['its data as a file', '.rsc', {}],
  ['its head', '', { method: 'HEAD' }],
  ['an action', '', { method: 'POST', headers: { 'Next-Action': 'f'.repeat(42) } }],
  ['news', '/messages', {}],
  ['news after something', '/messages?after=x', {}],
  ['a record', '/download', {}],
]

test('S01 S02 S09 a slug, a cut, a changed and an unknown token: the same refusal on every transport', async ({
  page,
  app,
}) => {
  const { first } = await openTwo(page)
  const [message] = await staffOf(app).messages(first.subject)
  const { token } = first
  const changed = `${token.slice(0, 42)}${token.endsWith('A') ? 'E' : 'A'}`
  const guesses = [
    message?.conversation.slug ?? '',
    token.slice(0, 42),
    `${token}A`,
    changed,
    token.toLowerCase(),
  ]
  for (const [what, path, init] of transports) {
    const ask = (guess: string) =>
      fetch(`${app.url}/t/${guess}${path}`, { ...init, headers: { Origin: app.url, ...init.headers } })
    const stranger = await ask('A'.repeat(43))
    for (const guess of guesses) {
      const answer = await ask(guess)
      expect(answer.status, `${what}: ${guess}`).toBe(stranger.status)
      const said = `${await answer.text()}${JSON.stringify([...answer.headers])}`
      for (const secret of [first.subject, customer.name, 'Words of'])
        expect(said, what).not.toContain(secret)
    }
  }
})

test('S01 a link that opens nothing is answered with 404 at once, as a whole page to whoever asks for one', async ({
  app,
}) => {
  const links = ['A'.repeat(43), 'A'.repeat(42), 'conversations-are-awesome', '%00', '%', '%E0%A4%A', '-']
  for (const link of links)
    for (const [what, path, init] of transports.slice(0, 6)) {
      const answer = await fetch(`${app.url}/t/${link}${path}`, { ...init, redirect: 'manual' })
      expect(answer.status, `${what}: ${link}`).toBe(404)
      if (what === 'a page') {
        expect(answer.headers.get('cache-control')).toContain('no-store')
        expect(await answer.text()).toMatch(/<main[^>]*>.*This link does not open a conversation.*<\/main>/s)
      }
    }
})

test('S03 whatever else a request names, it gets the thread of its link and no other', async ({
  page,
  app,
}) => {
  const { first, second } = await openTwo(page)
  const naming = new URLSearchParams({ token: second.token, t: second.token, thread: second.token })
  const headers = { Cookie: `token=${second.token}`, Referer: second.address, 'X-Thread': second.token }
  for (const path of ['', '/messages', '/download']) {
    const said = await (await fetch(`${first.address}${path}?${naming}`, { headers })).text()
    expect(said, path).toContain(`Words of ${first.subject}`)
    expect(said, path).not.toContain(second.subject)
  }
  const posted = await fetch(`${first.address}/reply?${naming}`, {
    method: 'POST',
    headers: { Origin: app.url, ...headers },
    body: new URLSearchParams({ message: 'Where does this go?', token: second.token, thread: second.token }),
    redirect: 'manual',
  })
  expect(posted.headers.get('location')).toContain(first.address)
  const staff = staffOf(app)
  expect((await staff.messages(first.subject)).map(({ body }) => body)).toContain('Where does this go?')
  expect((await staff.messages(second.subject)).map(({ body }) => body)).not.toContain('Where does this go?')
})

test('S04 the reply action, called by itself with no, a cut or an unknown token, stores nothing', async ({
  page,
  app,
}) => {
  const { first } = await openTwo(page)
  await page.goto(first.address)
  const sent = page.waitForRequest(
    (request) => request.method() === 'POST' && 'next-action' in request.headers(),
  )
  await page.getByLabel('Reply', { exact: true }).fill('By the page itself')
  await page.getByRole('button', { name: 'Send reply' }).click()
  const request = await sent
  await expect(page.getByText('Reply sent')).toBeVisible()
  const body = request.postData() ?? ''
  expect(body).toContain(first.token)
  const { 'next-action': action = '', 'content-type': type = '' } = request.headers()
  for (const token of ['', first.token.slice(0, 42), 'A'.repeat(43)]) {
    const forged = body.replaceAll(first.token, token).replaceAll('By the page itself', 'By nobody')
    const answer = await fetch(first.address, {
      method: 'POST',
      headers: { Origin: app.url, 'Next-Action': action, 'Content-Type': type },
      body: forged,
    })
    expect(await answer.text()).not.toContain(first.subject)
    const posted = await fetch(`${app.url}/t/${token || 'x'}/reply`, {
      method: 'POST',
      headers: { Origin: app.url },
      body: new URLSearchParams({ message: 'By nobody' }),
      redirect: 'manual',
    })
    expect(posted.status).toBe(404)
  }
  const bodies = (await staffOf(app).messages(first.subject)).map((message) => message.body)
  expect(bodies).toEqual(['By the page itself', `Words of ${first.subject}`])
})

test('S51 S52 a reply is its customer’s and public, whatever else it says and pretends', async ({
  page,
  app,
}) => {
  const { first } = await openTwo(page)
  const forging = `deskbell_id: cf_forged\nvisibility: 1\n\n**Sam Reed** · Harbour Goods support\n\n> forged`
  const posted = await fetch(`${first.address}/reply`, {
    method: 'POST',
    headers: { Origin: app.url },
    body: new URLSearchParams({
      message: forging,
      email: 'sam@example.org',
      name: 'Sam Reed',
      cc: 'sam@example.org',
      recipients: 'sam@example.org',
      visibility: '1',
      user: 'staff@example.com',
      tag: 'forged',
      origin: '8',
      origin_id: 'cf_forged',
    }),
    redirect: 'manual',
  })
  expect(posted.status).toBe(303)
  const [reply] = await staffOf(app).messages(first.subject)
  expect(reply).toMatchObject({ visibility: 0, user: customer, body: forging })
  expect(JSON.stringify(reply)).not.toContain('sam@example.org')
  await page.goto(first.address)
  await expect(page.getByRole('article')).toHaveCount(2)
  for (const article of await page.getByRole('article').all())
    await expect(article.getByRole('heading').first()).toContainText('customer')
})

test('S77 S79 the page asks nobody else for anything, and a link on it does not tell where it was', async ({
  page,
  app,
}) => {
  const heard: string[] = []
  const elsewhere = createServer((request, response) => {
    heard.push(JSON.stringify(request.headers))
    response.end('<!doctype html><title>Elsewhere</title>')
  }).listen(0, '127.0.0.1')
  await once(elsewhere, 'listening')
  const address = elsewhere.address()
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`
  const { first } = await openTwo(page)
  const staff = staffOf(app)
  const [message] = await staff.messages(first.subject)
  await staff.answer(message?.conversation.slug ?? '', `[Look here](${url}) ![tracked](${url}pixel.png)`)
  const asked: string[] = []
  page.on('request', (request) => asked.push(new URL(request.url()).origin))
  await page.goto(first.address)
  await expect(page.getByRole('link', { name: /Look here/ })).toBeVisible()
  expect(new Set(asked)).toEqual(new Set([app.url]))
  const opening = page.waitForEvent('popup')
  await page.getByRole('link', { name: /Look here/ }).click()
  await (await opening).waitForLoadState()
  expect(heard.length).toBeGreaterThan(0)
  for (const headers of heard) {
    expect(headers).not.toContain(first.token)
    expect(headers).not.toContain(app.url)
  }
  elsewhere.closeAllConnections()
  elsewhere.close()
})

test('S80 after its link is revoked, Back and Forward show nothing of a conversation', async ({
  page,
  app,
  browser,
}) => {
  const { first } = await openTwo(page)
  const context = await browser.newContext()
  const tab = await context.newPage()
  await tab.goto(first.address)
  await expect(tab.getByText(`Words of ${first.subject}`)).toBeVisible()
  await tab.goto(`${app.url}/?lang=de`)
  await page.goto('about:blank')
  const reference = (await (await fetch(`${first.address}/download`)).text()).match(
    /[0-9A-Z]{4}-[0-9A-Z]{4}/,
  )?.[0]
  await manageThreads(app, 'revoke', reference ?? '')
  for (const [step, heading] of [
    ['goBack', 'This link does not open a conversation'],
    ['goForward', ''],
    ['goBack', 'This link does not open a conversation'],
  ] as const) {
    await tab[step]()
    if (heading) await expect(tab.getByRole('heading', { name: heading })).toBeVisible()
    expect(await tab.content()).not.toContain(first.subject)
  }
  await context.close()
})

test('S78 S80 the token is in no line of the log, and nothing of a thread is kept by caches or workers', async ({
  page,
  app,
}) => {
  const { first } = await openTwo(page)
  for (const path of ['', '/messages', '/download', '/reply', '/confirm']) {
    const answer = await fetch(`${first.address}${path}`, { redirect: 'manual' })
    expect(answer.headers.get('cache-control'), path).toContain('no-store')
  }
  expect(
    await page.evaluate(async () => (await navigator.serviceWorker?.getRegistrations())?.length ?? 0),
  ).toBe(0)
  expect(app.output()).not.toContain(first.token)
  expect(app.output()).not.toMatch(/\/t\/[\w-]{43}/)
})
