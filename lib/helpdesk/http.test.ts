import { AsyncLocalStorage } from 'node:async_hooks'
import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import { createServer as createConnections } from 'node:net'
import { text } from 'node:stream/consumers'
import { setImmediate as turnOfLoop } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, onTestFinished, test } from 'vitest'
import { HelpdeskError } from './error.ts'
import { createHttp, type HttpRequest } from './http.ts'

interface Seen {
  readonly request: IncomingMessage
  readonly body: string
}

/** A server on 127.0.0.1 that keeps what it saw. */
async function serve(answer: RequestListener) {
  const seen: Seen[] = []
  const server = createServer(async (request, response) => {
    seen.push({ request, body: await text(request) })
    answer(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : 0
  return { url: `http://127.0.0.1:${port}/api/v1/`, seen }
}

const callerOf = (baseUrl: string) => createHttp({ baseUrl, headers: { 'x-key': 'k' }, secrets: [], fetch })

const get = (path: readonly string[]): HttpRequest => ({ method: 'GET', path })

async function errorOf(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => 'nothing was thrown',
    (error: unknown) => error,
  )
}

test('a call carries its headers and body, and brings the JSON and the time of the answer', async () => {
  const { url, seen } = await serve((_, response) => {
    response.setHeader('date', 'Sun, 01 Mar 2026 12:00:00 GMT')
    response.writeHead(201).end('{"slug":"a"}')
  })
  const answer = await callerOf(url)({
    method: 'POST',
    path: ['conversations'],
    query: { 'data[id]': 'a&b=ü' },
    headers: { 'x-extra': 'e' },
    body: { text: 'naïve \ud800 🎈' },
  })
  expect(answer).toEqual({ status: 201, json: { slug: 'a' }, answeredAtMs: Date.UTC(2026, 2, 1, 12) })
  const [first] = seen
  expect(first?.request.url).toBe('/api/v1/conversations?data%5Bid%5D=a%26b%3D%C3%BC')
  expect(first?.request.headers).toMatchObject({
    'x-key': 'k',
    'x-extra': 'e',
    accept: 'application/json',
    'content-type': 'application/json',
  })
  expect(JSON.parse(first?.body ?? '')).toEqual({ text: 'naïve \ud800 🎈' })
})

test('a form goes out as multipart', async () => {
  const { url, seen } = await serve((_, response) => response.end('{}'))
  const form = new FormData()
  form.set('message', 'Hello')
  await callerOf(url)({ method: 'POST', path: ['message'], body: form })
  expect(seen[0]?.request.headers['content-type']).toMatch(/^multipart\/form-data; boundary=/)
  expect(seen[0]?.body).toContain('name="message"\r\n\r\nHello')
})

test('S43 a handle stays the one segment that it is', async () => {
  const { url, seen } = await serve((_, response) => response.end('{}'))
  const call = callerOf(url)
  await call(get(['conversations', '../messages?a=1#b;c%2e%2e\r\nx: y', 'messages']))
  await call(get(['conversations', '%2e%2e']))
  expect(seen.map(({ request }) => request.url)).toEqual([
    '/api/v1/conversations/..%2Fmessages%3Fa%3D1%23b%3Bc%252e%252e%0D%0Ax%3A%20y/messages',
    '/api/v1/conversations/%252e%252e',
  ])
})

test('S43 a handle that would climb is refused, and nothing is sent', async () => {
  const { url, seen } = await serve((_, response) => response.end('{}'))
  const call = callerOf(url)
  const refused = { code: 'rejected', outcome: 'refused' }
  expect(await errorOf(call(get(['conversations', '..'])))).toMatchObject(refused)
  expect(await errorOf(call(get(['conversations', '.'])))).toMatchObject(refused)
  expect(await errorOf(call(get(['conversations', ''])))).toMatchObject(refused)
  expect(await errorOf(call(get(['conversations', '\ud800'])))).toMatchObject(refused)
  expect(seen).toEqual([])
})

test('a helpdesk in the same process that never answers is given up at the deadline too', async () => {
  const deaf = createHttp({
    baseUrl: 'http://127.0.0.1/api/v1',
    headers: {},
    secrets: [],
    fetch: () => new Promise(() => undefined),
    timeoutMs: 50,
  })
  expect(await errorOf(deaf(get(['conversations'])))).toMatchObject({ code: 'timeout', outcome: 'unknown' })
})

test('once they are answered, calls keep nothing alive of whoever asked for them', async () => {
  setFlagsFromString('--expose-gc')
  const collect: () => void = runInNewContext('gc')
  const { url } = await serve((_, response) => response.end('{}'))
  const call = callerOf(url)
  const asking = new AsyncLocalStorage<object>()
  const askFor = async (who: object) => {
    await asking.run(who, () => call(get(['a'])))
    return new WeakRef(who)
  }
  const asked: WeakRef<object>[] = []
  for (let count = 0; count < 20; count += 1) asked.push(await askFor({}))
  await turnOfLoop()
  collect()
  // The connection itself remembers who opened it, and who used it last.
  expect(asked.filter((who) => who.deref() !== undefined).length).toBeLessThanOrEqual(2)
})

test('a refusal whose body never ends is a refusal all the same', async () => {
  const { url } = await serve((_, response) => void response.writeHead(422).write('{"err'))
  const call = createHttp({ baseUrl: url, headers: {}, secrets: [], fetch, timeoutMs: 500 })
  expect(await errorOf(call(get(['conversations'])))).toMatchObject({ outcome: 'refused', status: 422 })
})

test('a connection cut while its encryption was agreed on has carried nothing', async () => {
  const cutting = createConnections((socket) => socket.once('data', () => socket.end()))
  await new Promise<void>((resolve) => cutting.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void cutting.close())
  const address = cutting.address()
  const port = typeof address === 'object' ? address?.port : 0
  const error = await errorOf(callerOf(`https://127.0.0.1:${port}`)(get(['conversations'])))
  expect(error).toMatchObject({ code: 'unreachable', outcome: 'not-sent' })
})

test('a certificate that is not trusted stops the call before anything is sent', async () => {
  const failing = (code: string) =>
    createHttp({
      baseUrl: 'https://127.0.0.1',
      headers: {},
      secrets: [],
      fetch: () =>
        Promise.reject(new TypeError('fetch failed', { cause: Object.assign(new Error(), { code }) })),
    })
  const notSent = { code: 'unreachable', outcome: 'not-sent' }
  expect(await errorOf(failing('CERT_HAS_EXPIRED')(get(['a'])))).toMatchObject(notSent)
  expect(await errorOf(failing('UNABLE_TO_VERIFY_LEAF_SIGNATURE')(get(['a'])))).toMatchObject(notSent)
  expect(await errorOf(failing('DEPTH_ZERO_SELF_SIGNED_CERT')(get(['a'])))).toMatchObject(notSent)
  expect(await errorOf(failing('ERR_SSL_DECRYPTION_FAILED')(get(['a'])))).toMatchObject({
    outcome: 'unknown',
  })
})

test('when every address of the helpdesk refuses, nothing was sent; when one broke later, nobody knows', async () => {
  const refused = Object.assign(new Error('refused'), { code: 'ECONNREFUSED', syscall: 'connect' })
  const reset = Object.assign(new Error('reset'), { code: 'ECONNRESET', syscall: 'read' })
  const failing = (...errors: Error[]) =>
    createHttp({
      baseUrl: 'http://127.0.0.1',
      headers: {},
      secrets: [],
      fetch: () => Promise.reject(new TypeError('fetch failed', { cause: new AggregateError(errors) })),
    })
  expect(await errorOf(failing(refused, refused)(get(['a'])))).toMatchObject({ outcome: 'not-sent' })
  expect(await errorOf(failing(refused, reset)(get(['a'])))).toMatchObject({ outcome: 'unknown' })
})

test('our secrets are not in an error, even when the helpdesk quotes them', async () => {
  const { url } = await serve((request, response) =>
    response.writeHead(400).end(JSON.stringify({ error: `bad header ${request.headers.authorization}` })),
  )
  const call = createHttp({
    baseUrl: url,
    headers: { authorization: 'Bearer s3cr3t' },
    secrets: ['s3cr3t'],
    fetch,
  })
  const error = await errorOf(call(get(['conversations'])))
  expect(error).toBeInstanceOf(HelpdeskError)
  expect(String(error)).toBe('HelpdeskError: the helpdesk refused it (400): bad header Bearer […]')
})

test('an answer with empty errors is a success', async () => {
  const { url } = await serve((_, response) => response.end('{"slug":"a","errors":[],"error":null}'))
  await expect(callerOf(url)(get(['conversations']))).resolves.toHaveProperty('json.slug', 'a')
})

test('an address that is none, or a header that cannot be sent, is found at the start', () => {
  const settings = { headers: {}, secrets: [], fetch }
  expect(() => createHttp({ ...settings, baseUrl: 'brand' })).toThrow(TypeError)
  expect(() => createHttp({ ...settings, baseUrl: 'https://a', headers: { key: 'a\r\nb: c' } })).toThrow(
    TypeError,
  )
})

test('an empty success is read as null where it is documented, and is unreadable everywhere else', async () => {
  const { url } = await serve((_, response) => response.writeHead(200).end())
  const request: HttpRequest = { method: 'POST', path: ['message'], body: new FormData() }
  expect(await callerOf(url)({ ...request, mayBeEmpty: true })).toMatchObject({ status: 200, json: null })
  expect(await errorOf(callerOf(url)(request))).toMatchObject({ code: 'malformed', outcome: 'unknown' })
})

test('a page of HTML is no empty success', async () => {
  const { url } = await serve((_, response) => response.writeHead(200).end('<h1>Back soon</h1>'))
  const call = callerOf(url)({ method: 'POST', path: ['message'], body: {}, mayBeEmpty: true })
  expect(await errorOf(call)).toMatchObject({ code: 'malformed', outcome: 'unknown' })
})

test("S75 a token in a call's own header is left out of the error that quotes it", async () => {
  const { url } = await serve((request, response) =>
    response.writeHead(422).end(JSON.stringify({ error: `bad ${request.headers.authorization}` })),
  )
  const headers = { authorization: 'Bearer one-time-pass-7c21' }
  const error = await errorOf(callerOf(url)({ method: 'GET', path: ['a'], headers }))
  expect(String(error)).toContain('bad')
  expect(String(error)).not.toContain('one-time-pass')
})
