/** Bad input to the staff API over a real connection: each is refused in words that the caller gets to read. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type App, startApp } from './support/app.ts'
import { sendRequest, uniqueSubject } from './support/customer.ts'
import { expect, test } from './support/test.ts'

test('a body of five megabytes is refused, and the refusal arrives each time', async ({ app }) => {
  const message = { body: 'x'.repeat(5_000_000) }
  const before = await messageCount(app)
  const statuses: number[] = []
  for (let count = 0; count < 10; count += 1)
    statuses.push((await call(app, '/conversations', JSON.stringify({ conversation: { message } }))).status)
  expect(statuses).toEqual(statuses.map(() => 413))
  expect((await call(app, '/conversations/no-such/messages', JSON.stringify({ message }))).status).toBe(404)
  expect(await messageCount(app)).toBe(before)
})

test('invalid JSON, invalid UTF-8 and text that no database keeps are refused, and nothing is written', async ({
  app,
}) => {
  const before = await messageCount(app)
  const bodies = ['{"conversation":', '[]', '', new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])]
  for (const body of bodies) expect((await call(app, '/conversations', body)).status).toBe(400)
  const hostile = { subject: "'; drop table helpdesk_message; --", category: 'support' }
  const user = { name: 'Mia Berg', email: 'mia@example.org' }
  for (const body of ['a\0b', '\ud800', 7, null, {}]) {
    const conversation = { ...hostile, user, message: { body } }
    expect((await call(app, '/conversations', JSON.stringify({ conversation }))).status).toBe(422)
  }
  expect(await messageCount(app)).toBe(before)
})

test('addresses that cannot be decoded, and absurd pages, are no failure of the server', async ({ app }) => {
  for (const path of [
    '/conversations/%E0%A4%A',
    '/conversations/%FF/messages',
    '/%E0',
    '/conversations/%00',
  ]) {
    const answer = await call(app, path)
    expect(answer.status, path).toBe(404)
    expect(await answer.json(), path).toEqual({ errors: { base: ['not found'] } })
  }
  for (const page of ['0', '-1', '1.5', 'x', '9'.repeat(30)])
    expect((await call(app, `/messages?page=${page}`)).status, page).toBe(422)
  expect(await (await call(app, '/messages?page=999999999')).json()).toMatchObject({ messages: [] })
})

test('a token beyond its quota is told to wait, and customers notice nothing of it', async ({ browser }) => {
  const app = await startApp({ BUILTIN_REQUESTS_PER_MINUTE: '3' })
  const context = await browser.newContext({ baseURL: app.url })
  const statuses: number[] = []
  for (let count = 0; count < 4; count += 1) statuses.push((await call(app, '/messages')).status)
  expect(statuses).toEqual([200, 200, 200, 429])
  expect(Number((await call(app, '/messages')).headers.get('retry-after'))).toBeGreaterThan(0)
  const page = await context.newPage()
  await sendRequest(page, { subject: uniqueSubject('Quota'), message: 'Hello.' })
  await expect(page.getByRole('heading', { name: 'Message sent' })).toBeVisible()
  await context.close()
  await app.stop()
})

function call(app: App, path: string, body?: string | Uint8Array<ArrayBuffer>): Promise<Response> {
  const token = readFileSync(join(app.dataDir, 'api-token'), 'utf8').trim()
  const authorization = `Basic ${Buffer.from(`staff@example.com:${token}`).toString('base64')}`
  return fetch(`${app.url}/api/v1${path}`, {
    headers: { authorization },
    ...(body !== undefined && { method: 'POST', body }),
  })
}

async function messageCount(app: App): Promise<number> {
  const { total_count } = await (await call(app, '/messages')).json()
  return total_count
}
