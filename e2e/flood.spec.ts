/** One sender who takes all the room for uploads that there is, and everybody else. */
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { type App, startApp } from './support/app.ts'
import { expect, test } from './support/test.ts'

/** For a machine that has much else to do. */
const patience = { timeout: 60_000 }

type Headers = Readonly<Record<string, string>>

test('S38 S57 a thousand unfinished uploads of one sender, whatever it says it is, keep nobody else’s waiting', async () => {
  const app = await startApp({ TRUSTED_PROXY_HOPS: '1' })
  const by = (address: string, madeUp: string) => ({ 'x-forwarded-for': `${madeUp}, ${address}` })
  const flood = await beginUploads(app, '/uploads', 1_000, (index) =>
    by(`2001:db8:0:1::${index.toString(16)}`, `10.1.${index >> 8}.${index & 255}`),
  )
  const flooder = by('2001:db8:0:1:ffff::', '198.51.100.1')
  await expect.poll(() => upload(app, flooder), patience).toEqual([503, { error: 'busy' }])
  expect(await upload(app, by('2001:db8:0:2::1', '198.51.100.1'))).toMatchObject([201, { name: 'a.txt' }])
  expect(await upload(app, by('203.0.113.9', '198.51.100.1'))).toMatchObject([201, { name: 'a.txt' }])
  for (const socket of flood) socket.destroy()
  await expect.poll(() => upload(app, flooder), patience).toMatchObject([201, { name: 'a.txt' }])
  await app.stop()
})

test('S38 S57 S65 without a proxy no header makes another sender, and the form’s own door counts as well', async () => {
  const app = await startApp()
  const madeUp = (index: number) => ({
    'x-forwarded-for': `203.0.113.${index}`,
    'x-real-ip': `203.0.113.${index}`,
    'cf-connecting-ip': `203.0.113.${index}`,
    forwarded: `for=203.0.113.${index}`,
  })
  const flood = await beginUploads(app, '/submit/support', 40, madeUp)
  await expect.poll(() => upload(app, madeUp(99)), patience).toEqual([503, { error: 'busy' }])
  for (const socket of flood) socket.destroy()
  await expect.poll(() => upload(app, madeUp(99)), patience).toMatchObject([201, { name: 'a.txt' }])
  await app.stop()
})

const beginningOf = (field: string) =>
  [
    '--x\r\nContent-Disposition: form-data; name="request"\r\n',
    `${randomBytes(32).toString('base64url')}\r\n--x`,
    `Content-Disposition: form-data; name="${field}"; filename="a.txt"\r\n\r\nhalf`,
  ].join('\r\n')

/** Uploads that begin, each on a connection and in a form of its own, and never end. */
function beginUploads(
  { url }: App,
  path: string,
  count: number,
  headersOf: (index: number) => Headers,
): Promise<Socket[]> {
  const { hostname, port, host } = new URL(url)
  return Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const socket = connect(Number(port), hostname).on('error', () => {})
      await once(socket, 'connect')
      const headers = {
        host,
        origin: url,
        'content-type': 'multipart/form-data; boundary=x',
        'content-length': '1000000',
        ...headersOf(index),
      }
      const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
      const body = beginningOf(path === '/uploads' ? 'file' : 'attachments')
      socket.write(`POST ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body}`)
      return socket
    }),
  )
}

/** A whole upload: its status and what it was answered with. */
async function upload({ url }: App, headers: Headers): Promise<readonly [number, unknown]> {
  const body = new FormData()
  body.set('request', randomBytes(32).toString('base64url'))
  body.set('file', new Blob(['hello']), 'a.txt')
  const answer = await fetch(`${url}/uploads`, { method: 'POST', headers: { origin: url, ...headers }, body })
  return [answer.status, await answer.json()]
}
