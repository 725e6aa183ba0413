/** What an operator relies on: the container's folder, the numbers of a monitor, a copy while it runs, and an end in good order. */
import { readdirSync, statSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { newToken } from '#lib/threads/access.ts'
import { npmRun } from '../scripts/commands/command.testing.ts'
import { startReamazeFake } from './fakes/reamaze.ts'
import { freePort, startApp } from './support/app.ts'
import { openThread, send, startLoad } from './support/load.ts'
import { copyStandalone, startStandalone } from './support/standalone.ts'
import { expect, test } from './support/test.ts'

const token = 'a-token-for-the-monitor'

test('the numbers for a monitor are there for who has the token, and nothing is for anybody else', async () => {
  const app = await startApp({ METRICS_TOKEN: token })
  const ask = (authorization: string) => fetch(`${app.url}/metrics`, { headers: { authorization } })
  expect(await send(app.url, { request: newToken(), subject: 'Secret subject' })).toBe('accepted')
  const answer = await ask(`Bearer ${token}`)
  const text = await answer.text()
  expect([answer.status, answer.headers.get('content-type')]).toEqual([
    200,
    'text/plain; version=0.0.4; charset=utf-8',
  ])
  expect(text).toContain('deskbell_database_up 1\n')
  expect(text).toContain('deskbell_outbox_rows{state="parked"} 0\n')
  expect(text).toMatch(/^process_resident_memory_bytes [1-9]\d+$/m)
  expect(text).toMatch(/^(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\{[a-z]+="[a-z-]+"\})? [0-9.e+]+)$/m)
  expect(text).not.toMatch(/mia|berg|subject/i)
  for (const other of ['', 'Bearer', `Bearer ${token}x`, `Basic ${token}`])
    expect([(await ask(other)).status, await (await ask(other)).text()]).toEqual([404, ''])
  await app.stop()
  const closed = await startApp()
  expect((await fetch(`${closed.url}/metrics`, { headers: { authorization: 'Bearer ' } })).status).toBe(404)
  await closed.stop()
})

test('a collector gets traces of requests, and nothing in them opens a thread or names a customer', async () => {
  const bodies: string[] = []
  const collector = createServer(async (request, response) => {
    bodies.push(`${request.url} ${await text(request)}`)
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
  })
  const port = await freePort()
  collector.listen(port, '127.0.0.1')
  const program = copyStandalone()
  const app = await startStandalone(program, { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}` })
  const thread = await openThread(app.url, { request: newToken(), subject: 'Traced' })
  expect((await fetch(thread)).status).toBe(200)
  await (await fetch(`${app.url}/?name=Mia+Berg&email=mia@example.org`)).text()
  await expect.poll(() => bodies.join(), { timeout: 30_000 }).toContain('/t/[token]')
  await expect.poll(() => bodies.join(), { timeout: 30_000 }).toContain('/submit/[form]')
  expect(bodies[0]).toMatch(/^\/v1\/traces /)
  const [, token = ''] = /\/t\/([\w-]{43})/.exec(thread) ?? []
  expect(token).toHaveLength(43)
  expect(bodies.join()).not.toContain(token)
  expect(bodies.join()).not.toMatch(/mia|berg|example\.org/i)
  await app.stop()
  program.remove()
  collector.closeAllConnections()
  collector.close()
})

test('the standalone folder runs as nobody and read-only: pages, styles, pictures, messages; and writes to its data alone', async ({
  page,
}) => {
  const program = copyStandalone()
  const before = listing(program.cwd)
  const app = await startStandalone(program)
  await page.goto(app.url)
  await page.getByLabel('Subject').fill('Standalone')
  await page.getByLabel('Message').fill('It works.')
  await page.getByLabel('Your name').fill('Mia Berg')
  await page.getByLabel('Email').fill('mia@example.org')
  const picture = await page.screenshot()
  await page
    .getByLabel('Attachments')
    .setInputFiles([{ name: 'a.png', mimeType: 'image/png', buffer: picture }])
  await expect(page.getByRole('listitem').filter({ hasText: 'a.png' })).toContainText('Ready')
  await page.getByRole('button', { name: 'Send message' }).click()
  await expect(page.getByRole('heading', { name: 'Message sent' })).toBeVisible()
  await page.close()
  await app.stop()
  expect(listing(program.cwd)).toEqual(before)
  expect(app.output()).not.toMatch(/error|EACCES|EROFS|denied/i)
  program.remove()
})

test('a copy that was taken under load is started in place of what was lost: links and files open, and nothing is sent twice', async () => {
  test.setTimeout(240_000)
  const fake = await startReamazeFake()
  const settings = {
    ...{ HELPDESK: 'reamaze', REAMAZE_API_URL: fake.url },
    ...{ REAMAZE_EMAIL: fake.email, REAMAZE_API_TOKEN: fake.apiToken },
  }
  const app = await startApp(settings)
  const file = new FormData()
  const request = newToken()
  file.set('request', request)
  file.set('file', new Blob(['a receipt']), 'receipt.txt')
  const upload = await fetch(`${app.url}/uploads`, {
    method: 'POST',
    headers: { origin: app.url },
    body: file,
  })
  const { id } = await upload.json()
  const timesOf = (subject: string) => fake.conversations().filter((it) => it.subject === subject).length
  const timesOfEach = (subjects: readonly string[]) => new Set(subjects.map(timesOf))
  const early = startLoad(app.url, 4, 'Early')
  expect(await send(app.url, { request, subject: 'With a file', upload: id })).toBe('accepted')
  await expect.poll(() => early.accepted.length, { timeout: 60_000 }).toBeGreaterThan(20)
  await early.end()
  // Nothing is under way when the helpdesk goes: what is cut off would be looked for during two minutes first.
  await expect.poll(() => timesOfEach(early.accepted), { timeout: 60_000 }).toEqual(new Set([1]))
  await fake.stop()
  const load = startLoad(app.url, 4)
  await expect.poll(() => load.accepted.length, { timeout: 60_000 }).toBeGreaterThan(20)
  expect(await send(app.url, { request: newToken(), subject: 'Not delivered yet' })).toBe('accepted')
  const before = [...early.accepted, ...load.accepted, 'With a file', 'Not delivered yet']
  const copy = join(await mkdtemp(join(tmpdir(), 'deskbell-copy-')), 'data')
  const { code, out, err } = await npmRun(['backup', copy], { DATA_DIR: app.dataDir })
  expect([code, err]).toEqual([0, ''])
  expect(out).toMatch(/^[1-9]\d* messages were not delivered yet/m)
  await load.end()
  await fake.start()
  // Delivered by what is lost next: the copy does not know.
  const times = () => timesOfEach(before)
  await expect.poll(times, { timeout: 120_000 }).toEqual(new Set([1]))
  await app.kill()

  const restored = await startApp({
    ...settings,
    APP_URL: app.url,
    DATA_DIR: copy,
    PORT: new URL(app.url).port,
  })
  const healthy = async () => (await (await fetch(`${restored.url}/api/health`)).json()).outbox
  const none = { waiting: 0, sending: 0, uncertain: 0, parked: 0 }
  await expect.poll(healthy, { timeout: 180_000 }).toMatchObject(none)
  expect(times()).toEqual(new Set([1]))
  const [link = ''] = /http:[^"\\)\s]+receipt\.txt[^"\\)\s]*/.exec(JSON.stringify(fake.conversations())) ?? []
  expect(await (await fetch(link)).text()).toBe('a receipt')
  expect(await send(restored.url, { request: newToken(), subject: 'It goes on' })).toBe('accepted')
  await expect.poll(() => timesOf('It goes on'), { timeout: 60_000 }).toBe(1)
  await restored.stop()
  await fake.stop()
})

test('asked to end, it answers who is waiting, lets go what it was delivering, and another goes on with it', async () => {
  const fake = await startReamazeFake()
  const app = await startApp({
    ...{ HELPDESK: 'reamaze', REAMAZE_API_URL: fake.url },
    ...{ REAMAZE_EMAIL: fake.email, REAMAZE_API_TOKEN: fake.apiToken },
  })
  await fake.misbehave('hang', { method: 'POST', times: 1, processed: true })
  const waiting = send(app.url, { request: newToken(), subject: 'On its way' })
  await expect.poll(() => fake.requests().length).toBe(1)
  const ended = app.stop()
  expect(await waiting).toBe('accepted')
  await ended
  await fake.behave()
  await app.restart()
  // Its claim would have held for half a minute; a read-back that finds it takes one look.
  const outbox = async () => (await (await fetch(`${app.url}/api/health`)).json()).outbox
  await expect.poll(outbox, { timeout: 25_000 }).toMatchObject({ sending: 0, uncertain: 0, waiting: 0 })
  expect(fake.conversations().map(({ subject }) => subject)).toEqual(['On its way'])
  await app.stop()
  await fake.stop()
})

const listing = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true }).map((entry) => {
    const path = join(entry.parentPath, entry.name)
    return entry.isFile() ? `${path} ${statSync(path).mtimeMs}` : path
  })
