/** Requests that no browser sends: the server answers each with a plain refusal, and goes on. */

import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { createServer } from 'node:http'
import { connect } from 'node:net'
import { join } from 'node:path'
import SqliteConnection from 'better-sqlite3'
import { type App, startApp } from '../support/app.ts'
import { expect, test } from '../support/test.ts'
import { askRaw, openForm, postForm } from './outsider.ts'

test('S66 no address of ours leads to another origin, however it is written', async ({ app }) => {
  const targets = [
    '//evil.example',
    '/\\evil.example',
    'https:evil.example',
    'https://evil.example',
    '\\\\evil.example',
  ]
  const spellings = targets.flatMap((target) => [
    target,
    encodeURIComponent(target),
    encodeURIComponent(encodeURIComponent(target)),
    `/${target}`,
    `/.${target}`,
    `/%09${target}`,
    `/%0d%0a${target}`,
    target.replaceAll('/', '%2f').replaceAll('\\', '%5c'),
  ])
  const paths = spellings.flatMap((spelling) => [
    ...['next', 'url', 'lang', 'theme', 'again', 'return_to'].map((name) => `/link?${name}=${spelling}`),
    `/submit/support?lang=${spelling}`,
    `/t/x/reply?theme=${spelling}`,
    spelling.startsWith('/') ? `${spelling}/%2e%2e` : `/${spelling}/..`,
  ])
  expect(paths.length).toBeGreaterThanOrEqual(200)
  for (const path of paths) {
    const { status, headers } = await askRaw(app, path.replaceAll(' ', '%20'))
    const location = `${headers.location ?? headers.refresh ?? ''}`.replace(/^0;\s*url=/, '')
    expect(new URL(location || '/', app.url).origin, `${path} → ${status} ${location}`).toBe(app.url)
  }
})

const boundary = 'x'
const part = (name: string, value: string) =>
  `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
const parts = (fields: readonly (readonly [string, string])[]) =>
  `${fields.map(([name, value]) => part(name, value)).join('')}--${boundary}--\r\n`

/** What would be left behind by code that runs. */
const canary = (app: App) => join(app.dataDir, 'ran')

test('S67 S70 the request shapes of the framework’s known holes run nothing and stop nothing', async () => {
  const app = await startApp()
  const write = `process.mainModule.require('fs').writeFileSync(${JSON.stringify(canary(app))},'x')`
  const hijack = JSON.stringify({
    // biome-ignore lint/suspicious/noThenProperty: a thenable is what the hole was.
    then: '$1:__proto__:then',
    status: 'resolved_model',
    reason: -1,
    value: '{"then":"$B1337"}',
    _response: { _prefix: `${write};`, _chunks: '$Q2', _formData: { get: '$1:constructor:constructor' } },
  })
  const nested = `${'['.repeat(10_000)}${']'.repeat(10_000)}`
  const bodies: Readonly<Record<string, string>> = {
    hijack: parts([
      ['0', hijack],
      ['1', '"$@0"'],
      ['2', '[]'],
    ]),
    'a promise of itself': parts([['0', '["$@0"]']]),
    'a circle': parts([
      ['0', '["$1"]'],
      ['1', '["$2"]'],
      ['2', '["$1"]'],
    ]),
    'a huge number': parts([['0', `["$n${'9'.repeat(200_000)}"]`]]),
    'depth 10,000': parts([['0', nested]]),
    'ten thousand fields': parts(Array.from({ length: 10_000 }, (_, index) => [`f${index}`, 'x'] as const)),
    'ten thousand references': parts([
      ['0', JSON.stringify(Array(10_000).fill('$K1'))],
      ['1', '[]'],
    ]),
    'a prototype': parts([
      ['0', '[{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}]'],
      ['__proto__', 'x'],
      ['__proto__', 'y'],
    ]),
    'a reference to an action': parts([
      ['$ACTION_REF_1', ''],
      ['$ACTION_1:0', '{"id":"constructor","bound":"$@1"}'],
      ['$ACTION_1:1', '[{}]'],
      ['$ACTION_KEY', 'k'],
    ]),
    'no form at all': 'x'.repeat(1_000),
  }
  const ids = [
    '',
    'x',
    '40'.padEnd(42, 'ab'),
    '00'.repeat(21),
    '__proto__',
    'constructor',
    '../../etc/passwd',
  ]
  for (const [what, body] of Object.entries(bodies))
    for (const id of ids)
      for (const path of ['/', '/link', `/t/${'A'.repeat(43)}`]) {
        const { status } = await askRaw(app, path, {
          method: 'POST',
          headers: {
            origin: app.url,
            host: new URL(app.url).host,
            ...(id && { 'next-action': id }),
            'content-type': `multipart/form-data; boundary=${boundary}`,
          },
          body,
        }).catch(() => ({ status: 0 }))
        expect(status, `${what}, ${id} at ${path}`).not.toBe(500)
        expect(status, `${what}, ${id} at ${path}`).not.toBe(303)
      }
  expect(existsSync(canary(app))).toBe(false)
  expect((await fetch(`${app.url}/api/health`)).status).toBe(200)
  await app.stop()
})

test('S70 five megabytes for an action are refused', async ({ app }) => {
  const { status } = await askRaw(app, '/', {
    method: 'POST',
    headers: {
      origin: app.url,
      host: new URL(app.url).host,
      'next-action': '40'.padEnd(42, 'ab'),
      'content-type': `multipart/form-data; boundary=${boundary}`,
    },
    body: parts([['0', 'x'.repeat(5_000_000)]]),
  })
  expect(status).toBeGreaterThanOrEqual(400)
  expect((await fetch(`${app.url}/api/health`)).status).toBe(200)
})

test('S71 an upgrade to another protocol leads nowhere', async ({ app }) => {
  const reached: string[] = []
  const inside = createServer((request, response) => {
    reached.push(request.url ?? '')
    response.end('inside')
  }).listen(0, '127.0.0.1')
  await once(inside, 'listening')
  const address = inside.address()
  const port = typeof address === 'object' ? address?.port : ''
  for (const target of [
    `http://127.0.0.1:${port}/secret`,
    '/',
    '/_next/webpack-hmr',
    `//127.0.0.1:${port}/`,
  ]) {
    const socket = connect(Number(new URL(app.url).port), 'localhost')
    await once(socket, 'connect')
    socket.on('error', () => {})
    socket.write(
      `GET ${target} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: close, Upgrade\r\nUpgrade: websocket\r\n` +
        'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
    )
    let said = ''
    socket.on('data', (chunk) => {
      said += chunk
    })
    await once(socket, 'close')
    expect(said, target).not.toContain(' 101 ')
    expect(said, target).not.toContain('inside')
  }
  expect(reached).toEqual([])
  inside.close()
})

test('S74 what is written into the log stays in one line, and cannot pass for another', async () => {
  const app = await startApp({ LOG_LEVEL: 'info' })
  const forged = '\n{"level":60,"msg":"forged"}\r\n\u001b[2Jwiped\u2028"}'
  const fields = { ...(await openForm(app)), [`extra${forged}`]: 'x', message: forged, name: forged }
  await postForm(app, { ...fields, subject: forged, email: `a@b${forged}` }, { 'user-agent': 'x' })
  await postForm(app, {
    [`extra${forged}`]: 'x',
    subject: 'S',
    message: 'M',
    name: 'N',
    email: 'mia@example.org',
  })
  const lines = app
    .output()
    .split('\n')
    .filter((line) => line.includes('{'))
  expect(lines.some((line) => line.includes('forged'))).toBe(true)
  for (const line of lines) expect(JSON.parse(line), line).not.toMatchObject({ msg: 'forged' })
  expect(app.output()).not.toContain('\u001b')
  await app.stop()
})

test('S76 a page that fails says nothing of what failed', async () => {
  const app = await startApp()
  const token = 'A'.repeat(43)
  const database = new SqliteConnection(join(app.dataDir, 'deskbell.db'))
  database.exec('alter table thread rename to gone; alter table kept_form rename to gone_form')
  database.close()
  const answers = [
    await askRaw(app, `/t/${token}`),
    await askRaw(app, `/t/${token}`, { headers: { rsc: '1' } }),
    await askRaw(app, `/t/${token}/messages`),
    await askRaw(app, `/?again=${token}`),
    await askRaw(app, '/nothing'),
    await askRaw(app, '/', { method: 'POST', headers: { origin: 'null', 'next-action': 'x' } }),
  ]
  expect(answers.some(({ status }) => status >= 500)).toBe(true)
  for (const { status, body, headers } of answers) {
    const said = body + JSON.stringify(headers)
    for (const inside of [
      'SqliteError',
      'no such table',
      'node_modules',
      app.dataDir,
      '/lib/',
      'at async',
      '16.4',
    ])
      expect(said, `${status}`).not.toContain(inside)
    expect(headers['x-powered-by']).toBeUndefined()
  }
  await app.stop()
})
