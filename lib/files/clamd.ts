/** The virus check: clamd's INSTREAM over TCP. */
import { connect } from 'node:net'
import { Readable } from 'node:stream'

/** `away`: clamd is not there, or too slow. `unknown`: it is there and did not check this file. Both are to be asked again. */
export type Finding = 'clean' | 'infected' | 'away' | 'unknown'

/** @param withinMs for the whole check; without it only silence ends one. */
export type Scan = (content: AsyncIterable<Uint8Array>, withinMs?: number) => Promise<Finding>

/** A check by the clamd at this address. It never throws for what clamd does; what `content` throws it throws. */
export function createClamd(settings: {
  readonly host: string
  readonly port: number
  /** Without a byte either way. */
  readonly idleMs?: number
}): Scan {
  const { host, port, idleMs = 20_000 } = settings
  return (content, withinMs) =>
    new Promise((resolve, reject) => {
      const socket = connect({ host, port })
      const body = Readable.from(framed(content))
      let answer = ''
      let isThere = false
      socket.once('connect', () => {
        isThere = true
      })
      const late = withinMs === undefined ? undefined : setTimeout(() => end('away'), withinMs)
      const end = (finding: Finding) => {
        clearTimeout(late)
        socket.destroy()
        body.destroy()
        resolve(finding)
      }
      socket.setEncoding('latin1')
      socket.setTimeout(idleMs, () => end('away'))
      socket.on('data', (text: string) => {
        answer = (answer + text).slice(0, 1000)
      })
      // It may close while it is sent to, as it does with what is too long for it; then it was there.
      socket.once('error', () => end(isThere ? findingIn(answer) : 'away'))
      socket.once('close', () => end(findingIn(answer)))
      body.once('error', (error) => {
        clearTimeout(late)
        socket.destroy()
        reject(error)
      })
      body.pipe(socket, { end: false })
    })
}

/** `z` commands end in NUL; each chunk has its length before it, and a length of 0 is the end. */
async function* framed(content: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  yield Buffer.from('zINSTREAM\0')
  for await (const chunk of content) {
    if (chunk.byteLength === 0) continue
    yield lengthOf(chunk.byteLength)
    yield Buffer.from(chunk)
  }
  yield lengthOf(0)
}

function lengthOf(bytes: number): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(bytes)
  return length
}

function findingIn(answer: string): Finding {
  if (/^stream: OK\0?\s*$/.test(answer)) return 'clean'
  return /^stream: .* FOUND\0?\s*$/.test(answer) ? 'infected' : 'unknown'
}

/** A customer waits this long at most for the check of one file; longer, and it goes on in quarantine. */
const arrivalMs = 5_000
/** Whoever comes while clamd is away does not wait for it anew. */
const pauseMs = 30_000

/** The check of files as they arrive, which no message waits for: while clamd is away the answer is `away` at once. */
export function createArrivalCheck(scan: Scan | null, nowMs: () => number) {
  let pausedUntilMs = 0
  /** @param open begins to read the file, and is not called in vain. */
  return async (open: () => AsyncIterable<Uint8Array>): Promise<Finding> => {
    if (!scan) return 'clean'
    if (nowMs() < pausedUntilMs) return 'away'
    const finding = await scan(open(), arrivalMs)
    if (finding === 'away') pausedUntilMs = nowMs() + pauseMs
    return finding
  }
}
