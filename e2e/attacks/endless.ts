/** Attacks that go on for as long as they are let: slow, large, deep, packed, and a thousand at once. */
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { deflateSync, gzipSync } from 'node:zlib'
import type { App } from '../support/app.ts'
import { askRaw } from './outsider.ts'

/** Goes on until `isOver`; whatever it is answered is nothing to it. */
export type Attack = (app: App, isOver: () => boolean) => Promise<void>

/** Connections that are opened and held, and what each writes while it is. */
const holding =
  (count: number, begin: (app: App) => string, drip: string): Attack =>
  async (app, isOver) => {
    const { hostname, port } = new URL(app.url)
    const sockets = await Promise.all(
      Array.from({ length: count }, async (): Promise<Socket> => {
        const socket = connect(Number(port), hostname).on('error', () => {})
        await once(socket, 'connect')
        socket.write(begin(app))
        return socket
      }),
    )
    while (!isOver()) {
      for (const socket of sockets) if (socket.writable && drip) socket.write(drip)
      await wait(250)
    }
    for (const socket of sockets) socket.destroy()
  }

/** The same request by two who never rest. */
const repeating =
  (ask: (app: App) => Promise<unknown>): Attack =>
  async (app, isOver) => {
    const work = async () => {
      while (!isOver()) await ask(app).catch(() => {})
    }
    await Promise.all([work(), work()])
  }

/** From the Internet, where limits hold; an app that is attacked trusts one proxy, which says so. */
const elsewhere = { 'x-forwarded-for': '203.0.113.66' }

/** Settings of an app that is attacked. */
export const behindProxy = { TRUSTED_PROXY_HOPS: '1' }

/** On connections of their own: who attacks shares none with customers. */
const post = (app: App, path: string, body: string | Buffer, headers: Readonly<Record<string, string>>) =>
  askRaw(app, path, { method: 'POST', headers: { origin: app.url, ...elsewhere, ...headers }, body })

const urlencoded = { 'content-type': 'application/x-www-form-urlencoded' }
const multipart = { 'content-type': 'multipart/form-data; boundary=x' }
const part = (name: string, value: string) =>
  `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`

const manyFields = Array.from({ length: 100_000 }, (_, index) => `f${index}=x`).join('&')
const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
const bomb = gzipSync(Buffer.alloc(50_000_000))

/** What matches nearly, over and over, in every field that is looked at by a pattern. */
const nearly = new URLSearchParams({
  name: `${'a-'.repeat(20_000)}!`,
  email: `${'a.'.repeat(10_000)}@${'a.'.repeat(10_000)}`,
  subject: `${'http://'.repeat(5_000)}`,
  message: `${'invest earn <a [url= aа www.'.repeat(5_000)}`,
  topic: 'other',
})

/** The same as long as a form takes it, so that everything is looked at that is looked at in a request. */
const within = new URLSearchParams({
  name: 'a-'.repeat(45),
  email: `${'a.'.repeat(20)}a@example.org`,
  subject: 'http://'.repeat(20),
  message: 'invest earn <a [url= aа www.'.repeat(150),
})

/** A picture of 50,000 × 50,000 in a few hundred bytes. */
function hugePicture(): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const length = Buffer.alloc(4)
    length.writeUInt32BE(data.byteLength)
    return Buffer.concat([length, Buffer.from(type), data, Buffer.alloc(4)])
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(50_000, 0)
  header.writeUInt32BE(50_000, 4)
  header.set([8, 2, 0, 0, 0], 8)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(100_000))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** By name. */
export const attacks: Readonly<Record<string, Attack>> = {
  'slow heads (1,000)': holding(1_000, () => 'GET / HTTP/1.1\r\nHost: a\r\n', 'X-A: b\r\n'),
  'open uploads (1,000)': holding(
    1_000,
    ({ url }) =>
      `POST /uploads HTTP/1.1\r\nHost: ${new URL(url).host}\r\nOrigin: ${url}\r\nContent-Length: 1000000\r\n` +
      `Content-Type: multipart/form-data; boundary=x\r\n\r\n${part('request', randomBytes(32).toString('base64url'))}` +
      '--x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\nhalf',
    'x',
  ),
  'huge headers': repeating((app) => askRaw(app, '/', { headers: { 'x-a': 'x'.repeat(1_000_000) } })),
  '100,000 fields': repeating((app) => post(app, '/submit/support', manyFields, urlencoded)),
  'deep JSON': repeating((app) =>
    post(app, '/', `${part('0', deep)}--x--\r\n`, { ...multipart, 'next-action': '40'.padEnd(42, 'ab') }),
  ),
  'patterns that nearly match': repeating(async (app) => {
    await post(app, '/submit/support', nearly.toString(), urlencoded)
    await post(app, '/submit/support', within.toString(), urlencoded)
  }),
  'compressed bodies': repeating((app) =>
    post(app, '/submit/support', bomb, { ...urlencoded, 'content-encoding': 'gzip' }),
  ),
  'huge pictures': repeating((app) => {
    const request = part('request', randomBytes(32).toString('base64url'))
    const head = `${request}--x\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n\r\n`
    return post(
      app,
      '/uploads',
      Buffer.concat([Buffer.from(head), hugePicture(), Buffer.from('\r\n--x--\r\n')]),
      multipart,
    )
  }),
}
