/** The two doors of a file: sent by our own page, and given to whoever holds its link. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { database } from '#lib/db/open.ts'
import { environment, readEnvironment } from '#lib/env/env.ts'
import { createLinks } from '#lib/files/link.ts'
import { dayMs, newRequestId } from '#lib/files/uploads.testing.ts'
import { uploads } from '#lib/files/uploads.ts'
import { GET, HEAD } from './[id]/[name]/route.ts'
import { DELETE } from './[id]/route.ts'
import { POST } from './route.ts'

const appUrl = 'https://help.example.com'
globalThis.deskbellEnvironment = readEnvironment({
  DATA_DIR: mkdtempSync(join(tmpdir(), 'deskbell-door-')),
  APP_URL: appUrl,
  LOG_LEVEL: 'silent',
})

const upload = z.object({
  id: z.string(),
  name: z.string(),
  bytes: z.number(),
  type: z.string(),
  state: z.string(),
})

function send(
  content: BlobPart,
  given: { name?: string; requestId?: string; headers?: Record<string, string> } = {},
) {
  const { name = 'a.txt', requestId = newRequestId(), headers = { origin: appUrl } } = given
  const body = new FormData()
  body.set('request', requestId)
  body.set('file', new Blob([content]), name)
  return POST(new Request(`${appUrl}/uploads`, { method: 'POST', headers, body }))
}

/** A file that was sent and attached, by its link. */
async function linkTo(content: BlobPart, name = 'a.txt'): Promise<string> {
  const requestId = newRequestId()
  const { id } = upload.parse(await (await send(content, { name, requestId })).json())
  const { attachments } = await (await uploads()).attach([id], requestId)
  return attachments[0]?.url ?? ''
}

const open = (url: string, headers: Record<string, string> = {}) => GET(new Request(url, { headers }))

test('a file that was taken is answered with all that the page shows of it', async () => {
  const response = await send('hello', { name: 'notes.md' })
  expect(response.status).toBe(201)
  expect(upload.parse(await response.json())).toMatchObject({
    name: 'notes.md.txt',
    bytes: 5,
    type: 'text/plain; charset=utf-8',
    state: 'ready',
  })
  expect(response.headers.get('cache-control')).toBe('private, no-store')
})

test.each([
  ['an empty file', '', 422, 'empty'],
  ['markup', '<svg/>', 415, 'type'],
  ['a picture that is cut off', new Uint8Array([0xff, 0xd8, 0xff, 0xe0]), 422, 'damaged'],
  ['26 MB', new Uint8Array(26 * 1024 * 1024).fill(97), 413, 'size'],
])('%s is refused with a reason and a status', async (_name, content: BlobPart, status, error) => {
  const response = await send(content)
  expect([response.status, await response.json()]).toEqual([status, { error }])
})

test('S38 the 11th file of a form is refused', async () => {
  const requestId = newRequestId()
  for (let count = 0; count < 10; count += 1) expect((await send('a', { requestId })).status).toBe(201)
  const response = await send('a', { requestId })
  expect([response.status, await response.json()]).toEqual([409, { error: 'count' }])
})

test('a file that is taken out of the form makes room for another, on the word of our own page alone', async () => {
  const requestId = newRequestId()
  const ids: string[] = []
  for (let count = 0; count < 10; count += 1)
    ids.push(upload.parse(await (await send('a', { requestId })).json()).id)
  const takeOut = async (id: string | undefined, headers: Record<string, string>) => {
    const request = new Request(`${appUrl}/uploads/${id}`, { method: 'DELETE', headers })
    return (await DELETE(request, { params: Promise.resolve({ id: id ?? '' }) })).status
  }
  const own = { origin: appUrl, 'x-deskbell-request': requestId }
  expect(await takeOut(ids[0], { ...own, origin: 'https://evil.example' })).toBe(403)
  expect(await takeOut(ids[0], { ...own, 'x-deskbell-request': newRequestId() })).toBe(204)
  expect((await send('b', { requestId })).status).toBe(409)
  expect(await takeOut(ids[0], own)).toBe(204)
  expect(await takeOut('../../etc', own)).toBe(204)
  expect((await send('b', { requestId })).status).toBe(201)
})

test.each([
  ['without an origin', {}],
  ['from another site', { origin: 'https://evil.example' }],
  ['cross-site', { origin: appUrl, 'sec-fetch-site': 'cross-site' }],
])('S59 S60 a file sent %s is refused', async (_name, headers: Record<string, string>) => {
  const response = await send('a', { headers })
  expect([response.status, await response.json()]).toEqual([403, { error: 'foreign' }])
})

test('a post that is no upload is refused', async () => {
  const post = (body: BodyInit | null) =>
    POST(new Request(`${appUrl}/uploads`, { method: 'POST', headers: { origin: appUrl }, body }))
  for (const body of [null, 'hello', new FormData(), new URLSearchParams({ file: 'a' })])
    expect((await post(body)).status).toBe(400)
})

test('S32 a file is served as a download that nothing in it can act from', async () => {
  const url = await linkTo('hello', 'Größe (1).html')
  expect(new URL(url).origin).toBe(appUrl)
  const response = await open(url)
  expect([response.status, await response.text()]).toEqual([200, 'hello'])
  expect(Object.fromEntries(response.headers)).toEqual({
    'accept-ranges': 'bytes',
    'cache-control': 'private, no-store, no-transform',
    'content-disposition': "attachment; filename*=UTF-8''Gr%C3%B6%C3%9Fe%20%281%29.html.txt",
    'content-length': '5',
    'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
    'content-type': 'text/plain; charset=utf-8',
    'cross-origin-resource-policy': 'same-origin',
    etag: expect.stringMatching(/^"[0-9a-f]{64}"$/),
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'x-robots-tag': 'noindex, nofollow',
  })
})

test('asked for its headers alone, a file is described as it would be served', async () => {
  const url = await linkTo('hello')
  const [whole, head] = [await open(url), await HEAD(new Request(url, { method: 'HEAD' }))]
  expect([...head.headers]).toEqual([...whole.headers])
  expect([await whole.text(), await head.text()]).toEqual(['hello', ''])
})

test('S32 from an origin of its own a file may be previewed on our pages', async () => {
  const before = environment()
  globalThis.deskbellEnvironment = {
    ...before,
    files: { ...before.files, origin: 'https://files.example.net' },
  }
  const response = await open(await linkTo('hello'))
  expect(response.headers.get('cross-origin-resource-policy')).toBe('cross-origin')
  globalThis.deskbellEnvironment = before
})

test.each([
  ['bytes=0-1', 206, '01', 'bytes 0-1/10'],
  ['bytes=7-', 206, '789', 'bytes 7-9/10'],
  ['bytes=-3', 206, '789', 'bytes 7-9/10'],
  ['bytes=5-500', 206, '56789', 'bytes 5-9/10'],
  ['bytes=10-', 416, '', 'bytes */10'],
  ['bytes=-0', 416, '', 'bytes */10'],
  ['bytes=3-1', 200, '0123456789', null],
  ['bytes=0-1,3-4', 200, '0123456789', null],
  ['lines=0-1', 200, '0123456789', null],
])('%s is answered with %i', async (range, status, content, contentRange) => {
  const response = await open(await linkTo('0123456789'), { range })
  expect([response.status, await response.text()]).toEqual([status, content])
  expect(response.headers.get('content-range')).toBe(contentRange)
})

test('a part of a file that is another by now is answered with the whole', async () => {
  const url = await linkTo('0123456789')
  const etag = (await open(url)).headers.get('etag') ?? ''
  expect((await open(url, { range: 'bytes=0-1', 'if-range': etag })).status).toBe(206)
  expect((await open(url, { range: 'bytes=0-1', 'if-range': '"other"' })).status).toBe(200)
})

test('S05 S32 a link that is changed, expired, of another file, or to a file that is gone: each the same 404', async () => {
  const [url, other] = [await linkTo('hello'), await linkTo('world')]
  const gone = await linkTo('gone')
  const store = join(environment().dataDir, 'uploads')
  const id = new URL(gone).pathname.split('/')[2] ?? ''
  rmSync(join(store, id.slice(0, 2), id))
  const { origin } = environment().files
  const { id: ownId, name } = (await (await uploads()).find(new URL(url))) ?? { id: '', name: '' }
  const links = createLinks(origin, environment().appSecrets)
  const forgotten = await linkTo('forgotten')
  const { kysely } = await database()
  await kysely
    .deleteFrom('upload')
    .where('id', '=', forgotten.split('/')[4] ?? '')
    .execute()
  const wrong = [
    gone,
    forgotten,
    links.make('helpdesk', { id: ownId, name }, Date.now() - 2_000),
    links.make('page', { id: ownId, name }, Date.now() - 2_000),
    url.replace(/.$/, url.endsWith('A') ? 'B' : 'A'),
    url.replace('a.txt', 'b.txt'),
    other.replace(/uploads\/[^/]+/, /uploads\/[^/]+/.exec(url)?.[0] ?? ''),
    url.replace('for=helpdesk', 'for=page'),
    `${appUrl}/uploads/${'0'.repeat(32)}/a.txt`,
    `${appUrl}/uploads/..%2f..%2fsecret/a.txt${new URL(url).search}`,
    `${appUrl}/uploads/%E0%A4%A/%E0%A4%A${new URL(url).search}`,
  ]
  const answers = await Promise.all(
    wrong.map(async (link) => {
      const response = await open(link)
      return { status: response.status, body: await response.text(), headers: [...response.headers] }
    }),
  )
  for (const answer of answers) expect(answer).toEqual(answers[0])
  expect(answers[0]).toMatchObject({ status: 404, body: 'Not found' })
})

test('a file in quarantine is not handed out yet, and whoever fetches it is told to come again', async () => {
  const url = await linkTo('hello')
  const { kysely } = await database()
  await kysely.updateTable('upload').set({ state: 'checking' }).execute()
  const response = await open(url)
  expect([response.status, response.headers.get('retry-after')]).toEqual([503, '60'])
  expect(await response.text()).toBe('Being checked for viruses: opens once that is done')
  await kysely.updateTable('upload').set({ state: 'removed' }).execute()
  const infected = await open(url)
  expect([infected.status, await infected.text()]).toEqual([410, 'Removed: the virus check found a problem'])
  await kysely
    .updateTable('upload')
    .set({ state: 'ready', expires_ms: Date.now() - dayMs })
    .execute()
  expect((await open(url)).status).toBe(404)
})
