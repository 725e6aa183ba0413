/** The virus check: clamd's INSTREAM over TCP. */
import { connect } from 'node:net'
import { Readable } from 'node:stream'

/** `unknown`: clamd is away, too slow, or did not check it; to be asked again. */
export type Finding = 'clean' | 'infected' | 'unknown'

export type Scan = (content: AsyncIterable<Uint8Array>) => Promise<Finding>

/** A check by the clamd at this address. It never throws for what clamd does; what `content` throws it throws. */
export function createClamd(settings: {
  readonly host: string
  readonly port: number
  /** Without a byte either way. */
  readonly idleMs?: number
}): Scan {
  const { host, port, idleMs = 20_000 } = settings
  return (content) =>
    new Promise((resolve, reject) => {
      const socket = connect({ host, port })
      const body = Readable.from(framed(content))
      let answer = ''
      const end = (finding: Finding) => {
        socket.destroy()
        body.destroy()
        resolve(finding)
      }
      socket.setEncoding('latin1')
      socket.setTimeout(idleMs, () => end('unknown'))
      socket.on('data', (text: string) => {
        answer = (answer + text).slice(0, 1000)
      })
      socket.once('error', () => end('unknown'))
      socket.once('close', () => end(findingIn(answer)))
      body.once('error', (error) => {
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
