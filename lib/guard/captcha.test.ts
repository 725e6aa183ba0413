/** What a captcha's provider says, and what becomes of a request when it says nothing: against a server that answers as both do. */
import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import { expect, onTestFinished, test } from 'vitest'
import { checkCaptcha } from './captcha.ts'

/** Asks a provider that answers like this. */
async function check(listener: RequestListener, token = 'canary-token', timeoutMs = 5_000) {
  const server = createServer(listener).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  const port = address && typeof address === 'object' ? address.port : 0
  const failures: unknown[] = []
  const is = await checkCaptcha(
    { provider: 'turnstile', secret: 'canary-secret', verifyUrl: `http://127.0.0.1:${port}/siteverify` },
    token,
    { fetch, timeoutMs, onFailure: (reason) => failures.push(reason) },
  )
  return { is, failures: failures.map(String).join('\n') }
}

const saying =
  (body: unknown, status = 200): RequestListener =>
  (_request, response) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))

test('the provider is told the token and the secret, and nothing of the customer', async () => {
  const heard: string[] = []
  const { is } = await check(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    heard.push(`${request.method} ${request.headers['content-type']} ${Buffer.concat(chunks)}`)
    response.end('{"success":true}')
  })
  expect(is).toBe('solved')
  expect(heard).toEqual([
    'POST application/x-www-form-urlencoded;charset=UTF-8 secret=canary-secret&response=canary-token',
  ])
})

test('S53 what each provider says of a token that is none, or no longer one', async () => {
  const codes = async (...codes: string[]) =>
    (await check(saying({ success: false, 'error-codes': codes }))).is
  expect(await codes('invalid-input-response')).toBe('forged')
  expect(await codes('timeout-or-duplicate')).toBe('spent')
  expect(await codes('already-seen-response')).toBe('spent')
  expect(await codes('expired-input-response')).toBe('spent')
})

test('a wrong secret is the operator’s trouble, and the log says so', async () => {
  const { is, failures } = await check(saying({ success: false, 'error-codes': ['invalid-input-secret'] }))
  expect(is).toBe('unchecked')
  expect(failures).toContain('invalid-input-secret')
})

test('a provider that is silent, broken, endless or elsewhere holds nobody up, and hears no more', async () => {
  const answers: readonly RequestListener[] = [
    () => {},
    saying({ error: 'down' }, 503),
    (_request, response) => response.end('<html>'),
    (_request, response) => response.end(`{"success":true,"x":"${'x'.repeat(100_000)}"}`),
    (request) => request.socket.destroy(),
    (_request, response) => response.writeHead(307, { location: 'http://127.0.0.1:9/' }).end(),
  ]
  for (const answer of answers) {
    const { is, failures } = await check(answer, 'canary-token', 300)
    expect(is).toBe('unchecked')
    expect(failures).not.toBe('')
    expect(failures).not.toMatch(/canary/)
  }
})

test('nobody is asked about nothing, or about what is too long to be a token', async () => {
  const never: RequestListener = () => {
    throw new Error('asked')
  }
  expect((await check(never, '')).is).toBe('none')
  expect((await check(never, 'x'.repeat(10_000))).is).toBe('forged')
})
