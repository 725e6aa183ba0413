/** What leaves the server: files wait for the helpdesk through crashes, and nobody outside names where we connect or lead to. */
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { request as callHttp, type IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'
import { gzipSync } from 'node:zlib'
import { listen } from './fakes/listener.ts'
import { startReamazeFake } from './fakes/reamaze.ts'
import { type App, startApp } from './support/app.ts'
import { fillForm, uniqueSubject } from './support/customer.ts'
import { expect, test } from './support/test.ts'

test('S34 S39 a file that came while the helpdesk was down outlives a crash, and the helpdesk can fetch it', async ({
  browser,
}) => {
  const fake = await startReamazeFake()
  const app = await startApp({
    HELPDESK: 'reamaze',
    REAMAZE_BRAND: 'acme',
    REAMAZE_EMAIL: fake.email,
    REAMAZE_API_TOKEN: fake.apiToken,
    REAMAZE_API_URL: fake.url,
  })
  const page = await browser.newPage({ baseURL: app.url, javaScriptEnabled: false })
  await fake.stop()
  const subject = uniqueSubject('Outage')
  await page.goto('/')
  await fillForm(page, { subject, message: 'With a file.' })
  await page
    .getByLabel('Attachments')
    .setInputFiles({ name: 'a.txt', mimeType: 'text/plain', buffer: Buffer.from('kept through it all') })
  await page.getByRole('button', { name: 'Send message' }).click()
  await expect(page.getByRole('heading', { name: 'Message saved' })).toBeVisible()
  await page.close()
  await app.kill()
  await fake.start()
  await app.restart()
  await expect.poll(() => fake.conversations().length, { timeout: 60_000 }).toBe(1)
  const sent = fake.requests().find(({ method, body }) => method === 'POST' && body.includes(subject))
  const url: unknown = JSON.parse(sent?.body ?? '{}').conversation?.message?.attachment
  expect(url).toMatch(new RegExp(`^${app.url}/uploads/`))
  const answer = await fetch(String(url))
  expect([answer.status, await answer.text()]).toEqual([200, 'kept through it all'])
  await app.stop()
  await fake.stop()
})

test('S40 S41 S45 no address that a customer names is ever connected to, or led to', async ({ app }) => {
  const reached: string[] = []
  const outside = await listen(async (request, response) => {
    reached.push(request.url ?? '')
    response.end('caught')
  })
  const evil = `http://127.0.0.1:${outside.port()}`
  const requestId = randomBytes(32).toString('base64url')
  const answer = await post(app, '/submit/support', {
    fields: {
      request: requestId,
      subject: `${evil}/subject`,
      message: `See ${evil}/body, ![x](${evil}/image) and <img src="${evil}/img">`,
      name: `${evil}/name`,
      email: 'mia@example.org',
      attachment: `${evil}/attachment`,
      attachments: `${evil}/attachments`,
      upload: `${evil}/upload`,
      url: 'http://169.254.169.254/latest/meta-data/',
    },
    headers: {
      host: new URL(evil).host,
      'x-forwarded-host': new URL(evil).host,
      'x-forwarded-proto': 'http',
      forwarded: `host=${new URL(evil).host}`,
      referer: `${evil}/referer`,
    },
  })
  expect(answer.statusCode).toBe(303)
  // Led to our own page, in which the files that were named are said to be missing; and never to another host.
  expect(new URL(answer.headers.location ?? '').origin).toBe(app.url)
  const page = await fetch(answer.headers.location ?? '')
  expect(page.status).toBe(200)
  expect(await page.text()).not.toContain('<img src="http')
  const mistaken = await post(app, '/submit/support', {
    fields: { request: requestId },
    headers: { host: new URL(evil).host },
  })
  expect(new URL(mistaken.headers.location ?? '').origin).toBe(app.url)
  expect(reached).toEqual([])
  await outside.close()
})

test('S36 S38 S70 what is no upload, or more than one may be, is refused, and the next one is taken', async ({
  app,
}) => {
  const requestId = randomBytes(32).toString('base64url')
  const statusOf = async (body: Buffer | string, headers: Record<string, string> = {}) => {
    const answer = await send(app, '/uploads', body, {
      'content-type': 'multipart/form-data; boundary=x',
      ...headers,
    })
    await text(answer)
    return answer.statusCode
  }
  const field = (name: string, value: string) =>
    `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
  const file = (name: string, content: string) =>
    `--x\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\n\r\n${content}\r\n`
  const request = field('request', requestId)
  for (const body of [
    '',
    '--x--',
    '--x',
    'x'.repeat(1_000_000),
    `${Array.from({ length: 10_000 }, (_, index) => field(`f${index}`, 'v')).join('')}${request}${file('a.txt', 'a')}--x--\r\n`,
    `${field('request', 'A'.repeat(1_000_000))}${file('a.txt', 'a')}--x--\r\n`,
    `${request}${request.replace('request', '__proto__')}${file('a.txt', 'a').replace('name="file"', 'name="__proto__"')}--x--\r\n`,
  ])
    expect([await statusOf(body), body.slice(0, 80)]).toEqual([400, body.slice(0, 80)])
  const bomb = gzipSync(`${request}${file('a.txt', 'a'.repeat(50_000_000))}--x--\r\n`)
  expect(await statusOf(bomb, { 'content-encoding': 'gzip' })).toBe(400)
  // A part of headers alone is passed over, and none of them is kept.
  expect(
    await statusOf(`${request}--x\r\n${'A: b\r\n'.repeat(50_000)}\r\n${file('a.txt', 'a')}--x--\r\n`),
  ).toBe(201)
  // Names that would be a path, a header or another name, or none at all.
  for (const name of [
    '../../etc/passwd',
    'a\\u0000.txt',
    '',
    'x'.repeat(5_000),
    '"',
    '%0d%0aX: y.txt',
    'CON',
  ])
    expect(await statusOf(`${request}${file(name, 'a')}--x--\r\n`)).toBe(201)
  expect(await statusOf(`${request}${file('a.txt', 'a')}--x--\r\n`)).toBe(201)
})

interface Given {
  readonly fields: Readonly<Record<string, string>>
  readonly headers: Readonly<Record<string, string>>
}

function post(app: App, path: string, { fields, headers }: Given): Promise<IncomingMessage> {
  const type = 'application/x-www-form-urlencoded'
  return send(app, path, String(new URLSearchParams(fields)), { 'content-type': type, ...headers })
}

/** With whatever headers, which `fetch` would not let pass. */
async function send(
  app: App,
  path: string,
  body: string | Buffer,
  headers: Readonly<Record<string, string>>,
): Promise<IncomingMessage> {
  const call = callHttp(app.url + path, {
    method: 'POST',
    headers: { origin: app.url, 'content-length': Buffer.byteLength(body), ...headers },
  })
  call.end(body)
  const [answer] = await once(call, 'response')
  return answer
}
