/** An upload's life: taken within limits, attached once, opened by link, checked, and gone in time. */
import { randomBytes } from 'node:crypto'
import { createServer } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { hashOf } from '#lib/db/hash.ts'
import { eicar, startClamdFake } from '../../e2e/fakes/clamd.ts'
import { createClamd } from './clamd.ts'
import { createDiskFiles } from './disk.ts'
import { inPieces, read } from './files.contract.ts'
import { FilesError } from './files.ts'
import { createLinks } from './link.ts'
import { receive } from './received.ts'
import { maxArrivingOfSender, maxFileBytes, maxPendingBytesOfSender } from './room.ts'
import type { Taking } from './take.ts'
import { dayMs, newRequestId, openUploads, origin, secret } from './uploads.testing.ts'

type TestUploads = Awaited<ReturnType<typeof openUploads>>

const idOf = (taking: Taking) => (taking.outcome === 'taken' ? taking.upload.id : taking.error)

async function attachedUrl(uploads: TestUploads, content = 'hello'): Promise<URL> {
  const { attachments } = await uploads.attach(
    [idOf(await uploads.send('a.txt', content))],
    uploads.requestId,
  )
  return new URL(attachments[0]?.url ?? origin)
}

describe('S38 limits', () => {
  test('the 11th file is refused, and taken once the first ten are sent', async () => {
    const uploads = await openUploads()
    const ids: string[] = []
    for (let count = 0; count < 10; count += 1) ids.push(idOf(await uploads.send('a.txt', 'a')))
    expect(await uploads.send('a.txt', 'a')).toEqual({ outcome: 'refused', error: 'count' })
    expect(await uploads.send('a.txt', 'a', newRequestId())).toMatchObject({ outcome: 'taken' })
    expect((await uploads.attach(ids, uploads.requestId)).attachments).toHaveLength(10)
    expect(await uploads.send('a.txt', 'a')).toMatchObject({ outcome: 'taken' })
  })

  test('of twenty files at one moment ten are taken', async () => {
    const uploads = await openUploads()
    const takings = await Promise.all(Array.from({ length: 20 }, () => uploads.send('a.txt', 'a')))
    expect(takings.filter(({ outcome }) => outcome === 'taken')).toHaveLength(10)
  })

  test('ten files one after the other, a few at a time, are all taken', async () => {
    const uploads = await openUploads()
    const left = Array.from({ length: 10 }, (_, index) => `${index}.txt`)
    const takings: Taking[] = []
    const sender = async () => {
      for (let name = left.shift(); name; name = left.shift()) takings.push(await uploads.send(name, 'a'))
    }
    await Promise.all([sender(), sender(), sender()])
    expect(takings.filter(({ outcome }) => outcome === 'taken')).toHaveLength(10)
  })

  test('25 MB arrive, one byte more is refused and leaves nothing', async () => {
    const uploads = await openUploads()
    expect(await uploads.send('a.txt', Buffer.alloc(maxFileBytes, 'a'))).toMatchObject({ outcome: 'taken' })
    const before = uploads.lying()
    expect(await uploads.send('b.txt', Buffer.alloc(maxFileBytes + 1, 'a'))).toEqual({
      outcome: 'refused',
      error: 'size',
    })
    expect(uploads.lying()).toEqual(before)
  })

  test('an empty file is called empty', async () => {
    expect(await (await openUploads()).send('a.txt', '')).toEqual({ outcome: 'refused', error: 'empty' })
  })

  test('a file that breaks off leaves nothing', async () => {
    const uploads = await openUploads()
    async function* content() {
      yield Buffer.from('half')
      throw new Error('the connection is gone')
    }
    const { requestId } = uploads
    const taking = await uploads.take({ requestId, sender: 'mia', name: 'a.txt', content: content() })
    expect(taking).toEqual({ outcome: 'refused', error: 'broken' })
    expect(uploads.lying()).toEqual([])
  })

  test('S38 of a thousand uploads that one sender leaves unfinished a few are on their way, and another’s is taken at once', async () => {
    const uploads = await openUploads()
    const { promise: isOver, resolve: end } = Promise.withResolvers<void>()
    async function* content() {
      yield Buffer.from('half')
      await isOver
    }
    const flood = Array.from({ length: 1_000 }, () =>
      uploads.take({ requestId: newRequestId(), sender: 'flood', name: 'a.txt', content: content() }),
    )
    const sendAs = (sender: string) => uploads.send('b.txt', 'b', newRequestId(), sender)
    expect(await sendAs('flood')).toEqual({ outcome: 'refused', error: 'busy' })
    expect(await sendAs('sam')).toMatchObject({ outcome: 'taken' })
    end()
    const takings = await Promise.all(flood)
    expect(takings.filter(({ outcome }) => outcome === 'taken')).toHaveLength(maxArrivingOfSender)
    expect(await sendAs('flood')).toMatchObject({ outcome: 'taken' })
  })

  test('S38 of what nobody sent one sender’s share is kept, however many forms it is in, until it is sent', async () => {
    const uploads = await openUploads()
    const requestId = newRequestId()
    const sendAs = (sender: string, as = newRequestId()) => uploads.send('a.txt', 'a', as, sender)
    const { kysely } = uploads.world.database
    const grow = (bytes: number) => kysely.updateTable('upload').set({ bytes }).execute()
    const id = idOf(await sendAs('flood', requestId))
    await grow(maxPendingBytesOfSender - 1)
    const second = idOf(await sendAs('flood', requestId))
    await grow(maxPendingBytesOfSender / 2)
    expect(await sendAs('flood')).toEqual({ outcome: 'refused', error: 'full' })
    expect(await sendAs('sam')).toMatchObject({ outcome: 'taken' })
    await uploads.attach([id, second], requestId)
    expect(await sendAs('flood')).toMatchObject({ outcome: 'taken' })
    const sent = (await uploads.rows()).filter(({ attached }) => attached === 1)
    expect(sent.map(({ sender_hash }) => sender_hash)).toEqual([null, null])
  })

  test('what nobody sent fills the disk so far and no further', async () => {
    const uploads = await openUploads()
    await uploads.send('a.txt', 'a', newRequestId())
    await uploads.world.database.kysely
      .updateTable('upload')
      .set({ bytes: 5 * 1024 ** 3 })
      .execute()
    expect(await uploads.send('b.txt', 'b')).toEqual({ outcome: 'refused', error: 'full' })
    uploads.clock.nowMs += dayMs
    await uploads.sweep()
    expect(await uploads.send('b.txt', 'b')).toMatchObject({ outcome: 'taken' })
  })
})

test.each(['full', 'unavailable'] as const)(
  'a store that is %s is said to be, and leaves nothing',
  async (code) => {
    const disk = createDiskFiles('/nowhere')
    const broken = { ...disk, put: () => Promise.reject(new FilesError(code, 'as told')) }
    const uploads = await openUploads({ files: broken })
    expect(await uploads.send('a.txt', 'a')).toEqual({ outcome: 'refused', error: code })
    expect([uploads.lying(), await uploads.rows()]).toEqual([[], []])
  },
)

test('a disk with little room left takes no files, so that messages still find some', async () => {
  const uploads = await openUploads({ reservedBytes: Number.MAX_SAFE_INTEGER })
  expect(await uploads.send('a.txt', 'a')).toEqual({ outcome: 'refused', error: 'full' })
  expect(uploads.lying()).toEqual([])
})

describe('a file that is taken out of its form', () => {
  test('makes room for another', async () => {
    const uploads = await openUploads()
    const ids: string[] = []
    for (let count = 0; count < 10; count += 1) ids.push(idOf(await uploads.send('a.txt', 'a')))
    await uploads.release(ids[3] ?? '', uploads.requestId)
    expect(uploads.lying().sort()).toEqual(ids.filter((_, index) => index !== 3).sort())
    expect(await uploads.send('b.txt', 'b')).toMatchObject({ outcome: 'taken' })
    expect((await uploads.attach(ids, uploads.requestId)).missing).toEqual([ids[3]])
  })

  test('S06 is taken out by its own form alone, and not after it was sent', async () => {
    const uploads = await openUploads()
    const url = await attachedUrl(uploads)
    const id = url.pathname.split('/')[2] ?? ''
    const waiting = idOf(await uploads.send('b.txt', 'b'))
    await uploads.release(waiting, newRequestId())
    await uploads.release(id, uploads.requestId)
    expect(await uploads.find(url)).not.toBeNull()
    expect(uploads.lying().sort()).toEqual([id, waiting].sort())
  })
})

describe('attaching', () => {
  test('gives each file an address of our own, in the order asked for, and the same again for a second send', async () => {
    const uploads = await openUploads()
    const ids = [idOf(await uploads.send('b.txt', 'b')), idOf(await uploads.send('a.txt', 'aa'))]
    const attaching = await uploads.attach(ids, uploads.requestId)
    expect(attaching.missing).toEqual([])
    expect(attaching.attachments.map(({ name, bytes }) => ({ name, bytes }))).toEqual([
      { name: 'b.txt', bytes: 1 },
      { name: 'a.txt', bytes: 2 },
    ])
    uploads.clock.nowMs += dayMs / 2
    expect(await uploads.attach(ids, uploads.requestId)).toEqual(attaching)
  })

  test('S06 another request cannot have them, and is told which are missing', async () => {
    const uploads = await openUploads()
    const id = idOf(await uploads.send('a.txt', 'a'))
    expect(await uploads.attach([id, 'x', '../..'], newRequestId())).toEqual({
      attachments: [],
      missing: [id, 'x', '../..'],
    })
  })

  test('S34 S39 the address is our own and opens the file through a week without the helpdesk', async () => {
    const uploads = await openUploads()
    const url = await attachedUrl(uploads)
    expect(url.origin).toBe(origin)
    for (let day = 0; day < 89; day += 8) {
      uploads.clock.nowMs += 8 * dayMs
      await uploads.sweep()
      if (uploads.clock.nowMs < Date.now() + 89 * dayMs)
        expect(await uploads.find(url)).toMatchObject({ bytes: 5 })
    }
  })

  test('an upload that was not sent is gone after a day', async () => {
    const uploads = await openUploads()
    const id = idOf(await uploads.send('a.txt', 'a'))
    uploads.clock.nowMs += dayMs
    expect((await uploads.attach([id], uploads.requestId)).missing).toEqual([id])
    await uploads.sweep()
    expect([uploads.lying(), await uploads.rows()]).toEqual([[], []])
  })
})

describe('a link', () => {
  test.each(['helpdesk', 'page'])(
    'S32 for the %s opens its file, and with any one character changed, added or taken away opens nothing',
    async (purpose) => {
      const uploads = await openUploads()
      const { attachments } = await uploads.attach(
        [idOf(await uploads.send('Größe (1).txt', 'hello'))],
        uploads.requestId,
      )
      const [file] = attachments
      const href = purpose === 'page' && file ? uploads.pageLink(file) : (file?.url ?? origin)
      const found = await uploads.find(new URL(href))
      expect((await read(uploads.world.files, found?.id ?? '')).toString()).toBe('hello')
      for (let at = origin.length + 1; at < href.length; at += 1)
        for (const other of ['7', 'a', 'A', '-', '_', ''].filter((character) => character !== href[at]))
          for (const rest of [href.slice(at + 1), href.slice(at)]) {
            const changed = href.slice(0, at) + other + rest
            if (changed !== href)
              expect([changed, await uploads.find(new URL(changed))]).toEqual([changed, null])
          }
    },
  )

  test('S05 does not open another file', async () => {
    const uploads = await openUploads()
    const [one, two] = [await attachedUrl(uploads), await attachedUrl(uploads)]
    one.pathname = two.pathname
    expect(await uploads.find(one)).toBeNull()
  })

  test('for a page ends within two hours, stays the same within the hour, and is none for the helpdesk', async () => {
    const uploads = await openUploads()
    uploads.clock.nowMs = 3_600_000 * 500_000
    const found = await uploads.find(await attachedUrl(uploads))
    if (!found) throw new Error('the link opens nothing')
    const link = uploads.pageLink(found)
    uploads.clock.nowMs += 3_500_000
    expect(await uploads.find(new URL(link.replace('for=page', 'for=helpdesk')))).toBeNull()
    expect(await uploads.find(new URL(link))).toEqual(found)
    uploads.clock.nowMs += 3_700_000
    expect(await uploads.find(new URL(link))).toBeNull()
  })

  test('after a change of the secret opens as long as the old one is listed', async () => {
    const uploads = await openUploads()
    const url = await attachedUrl(uploads)
    const [fresh, now] = ['n'.repeat(32), uploads.clock.nowMs]
    expect(createLinks(origin, [fresh, secret]).read(url, now)).not.toBeNull()
    expect(createLinks(origin, [fresh]).read(url, now)).toBeNull()
  })

  test('opens nothing once the retention is over, and the bytes are gone', async () => {
    const uploads = await openUploads()
    const url = await attachedUrl(uploads)
    uploads.clock.nowMs += 90 * dayMs
    expect(await uploads.find(url)).toBeNull()
    await uploads.sweep()
    expect(uploads.lying()).toEqual([])
  })
})

test('a request that is to be forgotten takes its files with it, and nobody else’s', async () => {
  const uploads = await openUploads()
  const url = await attachedUrl(uploads)
  const other = idOf(await uploads.send('b.txt', 'b', newRequestId()))
  await uploads.forget([hashOf(uploads.requestId)])
  expect(await uploads.find(url)).toBeNull()
  expect(uploads.lying()).toEqual([other])
})

test('S38 what a crash left half-way is swept after a day, and nothing else', async () => {
  const uploads = await openUploads()
  const url = await attachedUrl(uploads)
  await uploads.world.files.put(randomBytes(16).toString('hex'), await received(uploads))
  await received(uploads)
  expect(uploads.lying()).toHaveLength(3)
  await uploads.sweep()
  expect(uploads.lying()).toHaveLength(3)
  uploads.clock.nowMs += 2 * dayMs
  await uploads.sweep()
  expect(uploads.lying()).toHaveLength(1)
  expect(await uploads.find(url)).not.toBeNull()
})

describe('S33 the virus check', () => {
  const closing: (() => void)[] = []
  afterEach(() => {
    for (const close of closing.splice(0)) close()
  })

  async function clamd(given: { readonly maxBytes?: number } = {}) {
    const fake = await startClamdFake(given)
    closing.push(() => void fake.stop())
    return { fake, scan: createClamd({ host: '127.0.0.1', port: fake.port }) }
  }

  const away = createClamd({ host: '127.0.0.1', port: 1 })

  test('refuses EICAR and lets everything else through', async () => {
    const { fake, scan } = await clamd()
    const uploads = await openUploads({ scan })
    expect(await uploads.send('eicar.txt', eicar())).toEqual({ outcome: 'refused', error: 'virus' })
    expect(uploads.lying()).toEqual([])
    expect(await uploads.send('a.txt', 'a'.repeat(300_000))).toMatchObject({ upload: { state: 'ready' } })
    expect(fake.streams().map(String)).toEqual([eicar(), 'a'.repeat(300_000)])
  })

  test('while clamd is away files wait in quarantine and the message goes on with them; then it decides', async () => {
    let scan = away
    const uploads = await openUploads({ scan: (content) => scan(content) })
    const [good, bad] = [await attachedUrl(uploads, 'good'), await attachedUrl(uploads, eicar())]
    for (const url of [good, bad]) expect(await uploads.find(url)).toMatchObject({ state: 'checking' })
    await uploads.recheck()
    expect(await uploads.find(good)).toMatchObject({ state: 'checking' })
    scan = (await clamd()).scan
    await uploads.recheck()
    expect(await uploads.find(good)).toMatchObject({ state: 'ready' })
    expect(await uploads.find(bad)).toMatchObject({ state: 'removed' })
    expect(uploads.lying()).toHaveLength(1)
  })

  test('a helpdesk is given links to files in quarantine, because it may try to fetch them only once', async () => {
    const uploads = await openUploads({ scan: away })
    const id = idOf(await uploads.send('a.txt', 'a'))
    const { attachments } = await uploads.attach([id], uploads.requestId)
    expect(attachments).toMatchObject([{ isChecking: true }])
    expect([...(await uploads.states([id, 'none']))]).toEqual([[id, 'checking']])
  })

  test('a clamd that does not answer is waited for once, and nobody who comes after waits for it again', async () => {
    let asked = 0
    const silent = createServer((socket) => {
      asked += 1
      socket.on('error', () => {})
    })
    await new Promise<void>((done) => silent.listen(0, '127.0.0.1', done))
    closing.push(() => silent.close())
    const address = silent.address()
    const port = typeof address === 'object' && address ? address.port : 0
    const uploads = await openUploads({ scan: createClamd({ host: '127.0.0.1', port, idleMs: 50 }) })
    for (let count = 0; count < 3; count += 1)
      expect(await uploads.send('a.txt', 'a')).toMatchObject({ upload: { state: 'checking' } })
    expect(asked).toBe(1)
    uploads.clock.nowMs += 31_000
    await uploads.send('a.txt', 'a')
    expect(asked).toBe(2)
  })

  test('nobody there is told from somebody who will not look', async () => {
    const { scan } = await clamd({ maxBytes: 100 })
    expect(await scan(inPieces(Buffer.alloc(500_000)))).toBe('unknown')
    expect(await away(inPieces(Buffer.from('a')))).toBe('away')
  })

  test('files that clamd will not look at keep none behind them from being checked', async () => {
    const uploads = await openUploads({ scan: (content, withinMs) => scan(content, withinMs) })
    let scan = away
    const large = Array.from({ length: 101 }, () => 'x'.repeat(200))
    for (const content of large) await uploads.send('a.txt', content, newRequestId())
    const url = await attachedUrl(uploads, 'good')
    scan = (await clamd({ maxBytes: 100 })).scan
    await uploads.recheck()
    expect(await uploads.find(url)).toMatchObject({ state: 'ready' })
    expect((await uploads.rows()).filter(({ state }) => state === 'checking')).toHaveLength(101)
  })

  test('a clamd that says nothing, or that it will not look, has not said that a file is clean', async () => {
    for (const answer of ['INSTREAM size limit exceeded. ERROR\0', '']) {
      const server = createServer((socket) => {
        socket.on('error', () => {})
        socket.end(answer)
      })
      await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
      closing.push(() => server.close())
      const address = server.address()
      const port = typeof address === 'object' && address ? address.port : 0
      const uploads = await openUploads({ scan: createClamd({ host: '127.0.0.1', port }) })
      expect(await uploads.send('a.txt', 'a')).toMatchObject({ upload: { state: 'checking' } })
    }
  })
})

const received = ({ world }: TestUploads) => receive(inPieces(Buffer.from('unfinished')), world.incoming, 100)
