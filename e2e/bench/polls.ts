/** What an open thread page costs while nothing happens, and what one new message costs beside that message. */
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { z } from 'zod'
import { openDatabase } from '#lib/db/open.ts'
import { startApp } from '../support/app.ts'
import { staffOf } from '../support/staff.ts'
import { caseAgainst, caseOf, type Figure } from './figure.ts'
import { fillThread } from './thread-data.ts'

const idleBytes = 300
const length = 1_000
const answer =
  'The new zip is on its way. It has a longer warranty than the old one, and its colour is the same. '.repeat(
    4,
  )

/** Rest of figure 12 of performance.md: exact, so once. @throws when the app is not built. */
export async function measurePolls(): Promise<Figure[]> {
  const token = randomBytes(32).toString('base64url')
  const app = await startApp({ LOG_LEVEL: 'error' })
  await app.stop()
  const database = await openDatabase({ databaseUrl: null, dataDir: app.dataDir })
  await fillThread(database, token, length)
  await database.close()
  await app.restart()
  try {
    const address = `${app.url}/t/${token}/messages`
    const first = await fetch(address)
    const { cursor } = thread.parse(await first.json())
    const idle = await bytesOf(`${address}?after=${cursor}`, first.headers.get('etag') ?? '')
    await staffOf(app).answer(`bench-${length}`, answer)
    const news = await (await fetch(`${address}?after=${cursor}`)).text()
    const { messages } = thread.parse(JSON.parse(news))
    return [
      {
        name: '12 Asking for news when there is none',
        ratio: `all bytes of the answer, headers included ÷ ${idleBytes}`,
        unit: 'bytes',
        cases: [caseAgainst(idleBytes, 'an idle poll', [idle])],
      },
      {
        name: '12 Asking for news when there is a message',
        ratio: 'bytes of the answer ÷ those of the message in it',
        unit: 'bytes',
        cases: [caseOf('one message', [news.length], [JSON.stringify(messages).length])],
      },
    ]
  } finally {
    await app.stop()
    rmSync(app.dataDir, { recursive: true })
  }
}

const thread = z.object({ cursor: z.string(), messages: z.array(z.looseObject({ id: z.string() })) })

/** All that comes over the wire. */
async function bytesOf(address: string, tag: string): Promise<number> {
  const { hostname, port, pathname, search } = new URL(address)
  const socket = connect(Number(port), hostname)
  await once(socket, 'connect')
  socket.write(`GET ${pathname}${search} HTTP/1.1\r\nHost: ${hostname}:${port}\r\n`)
  socket.write(`If-None-Match: ${tag}\r\nConnection: close\r\n\r\n`)
  return (await text(socket)).length
}
