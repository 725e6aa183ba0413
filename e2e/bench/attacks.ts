/** The form page while somebody does their worst: how long it takes beside its time at rest, and what memory the app takes meanwhile. */
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync, rmSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { deflateSync, gzipSync } from 'node:zlib'
import { type App, startApp } from '../support/app.ts'
import { type Case, type Figure, spreadOf } from './figure.ts'

/** Goes on until `isOver`; whatever it is answered is nothing to it. */
type Attack = (app: App, isOver: () => boolean) => Promise<void>

/** Needs the production build. Each attack has an app of its own. */
export async function measureAttacks({ quick }: { readonly quick: boolean }): Promise<readonly Figure[]> {
  const rounds = quick ? 10 : 40
  const measured = []
  for (const [name, attack] of Object.entries(attacks)) measured.push(await measureOnce(name, attack, rounds))
  return [
    {
      name: 'The form page under attack',
      ratio: 'time of the form page under attack ÷ at rest',
      aim: { atMost: 3 },
      unit: 'ms',
      cases: measured.map(({ time }) => time),
    },
    {
      name: 'Memory under attack',
      ratio: 'most memory under attack ÷ (at rest + 256 MB)',
      aim: { atMost: 1 },
      unit: 'MB',
      cases: measured.map(({ memory }) => memory),
    },
  ]
}

async function measureOnce(
  name: string,
  attack: Attack,
  rounds: number,
): Promise<{ readonly time: Case; readonly memory: Case }> {
  const app = await startApp()
  try {
    await timesOf(app, 10)
    const rest = await timesOf(app, rounds)
    const restMegabytes = memoryOf(app, 'VmRSS')
    let over = false
    const attacking = attack(app, () => over)
    await wait(1_000)
    const attacked = await timesOf(app, rounds)
    over = true
    await attacking
    const [subject, peer] = [spreadOf(attacked).median, spreadOf(rest).median]
    const most = memoryOf(app, 'VmHWM')
    const allowed = restMegabytes + 256
    return {
      time: { name, subject, peer, ratio: spreadOf(attacked.map((ms) => ms / peer)) },
      memory: { name, subject: most, peer: allowed, ratio: spreadOf([most / allowed]) },
    }
  } finally {
    await app.stop()
    rmSync(app.dataDir, { recursive: true })
  }
}

/** Milliseconds of the form page, one after the other. @throws when it is not the form. */
async function timesOf({ url }: App, rounds: number): Promise<number[]> {
  const times: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    const startMs = performance.now()
    const answer = await fetch(url)
    const page = await answer.text()
    times.push(performance.now() - startMs)
    if (answer.status !== 200 || !page.includes('name="message"'))
      throw new Error(`the form page was answered with ${answer.status}`)
  }
  return times
}

/** A line of what the system says of the app's process, in MB. */
function memoryOf({ pid }: App, line: 'VmRSS' | 'VmHWM'): number {
  const status = readFileSync(`/proc/${pid()}/status`, 'utf8')
  return Number(new RegExp(`^${line}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1]) / 1024
}

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

const post = ({ url }: App, path: string, body: BodyInit, headers: Readonly<Record<string, string>>) =>
  fetch(url + path, { method: 'POST', headers: { origin: url, ...headers }, body, redirect: 'manual' }).then(
    (answer) => answer.text(),
  )

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

const attacks: Readonly<Record<string, Attack>> = {
  'slow heads (1,000)': holding(1_000, () => 'GET / HTTP/1.1\r\nHost: a\r\n', 'X-A: b\r\n'),
  'open uploads (1,000)': holding(
    1_000,
    ({ url }) =>
      `POST /uploads HTTP/1.1\r\nHost: ${new URL(url).host}\r\nOrigin: ${url}\r\nContent-Length: 1000000\r\n` +
      `Content-Type: multipart/form-data; boundary=x\r\n\r\n${part('request', randomBytes(32).toString('base64url'))}` +
      '--x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\nhalf',
    'x',
  ),
  'huge headers': repeating(({ url }) => fetch(url, { headers: { 'x-a': 'x'.repeat(1_000_000) } })),
  '100,000 fields': repeating((app) => post(app, '/submit/support', manyFields, urlencoded)),
  'deep JSON': repeating((app) =>
    post(app, '/', `${part('0', deep)}--x--\r\n`, { ...multipart, 'next-action': '40'.padEnd(42, 'ab') }),
  ),
  'patterns that nearly match': repeating((app) =>
    post(app, '/submit/support', nearly.toString(), urlencoded),
  ),
  'compressed bodies': repeating((app) =>
    post(app, '/submit/support', bomb, { ...urlencoded, 'content-encoding': 'gzip' }),
  ),
  'huge pictures': repeating((app) => {
    const body = new FormData()
    body.set('request', randomBytes(32).toString('base64url'))
    body.set('file', new Blob([new Uint8Array(hugePicture())]), 'a.png')
    return post(app, '/uploads', body, {})
  }),
}
