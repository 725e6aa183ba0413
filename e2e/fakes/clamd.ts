/** A strict clamd on 127.0.0.1 for tests: INSTREAM alone, framed as its manual says, and EICAR the only virus it knows. */
import { createServer, type Socket } from 'node:net'

export interface ClamdFake {
  readonly port: number
  /** What it has been asked to check, in order. */
  streams(): readonly Buffer[]
  stop(): Promise<void>
}

/** Starts one. @param options.port a free one when not given. @param options.maxBytes StreamMaxLength. */
export async function startClamdFake(
  options: { readonly port?: number; readonly maxBytes?: number } = {},
): Promise<ClamdFake> {
  const { port = 0, maxBytes = 30 * 1024 * 1024 } = options
  const streams: Buffer[] = []
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => sockets.delete(socket))
    void answer(socket, maxBytes, streams)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const address = server.address()
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    streams: () => [...streams],
    async stop() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

const command = 'zINSTREAM\0'

/** One session: the command, then chunks with their length before them, up to one of length 0; then the verdict. */
async function answer(socket: Socket, maxBytes: number, streams: Buffer[]): Promise<void> {
  let unread = Buffer.alloc(0)
  let isAsked = false
  const chunks: Buffer[] = []
  const heldBytes = () => chunks.reduce((sum, { byteLength }) => sum + byteLength, 0)
  try {
    for await (const part of socket) {
      unread = Buffer.concat([unread, part])
      if (!isAsked) {
        if (unread.byteLength < command.length) continue
        if (unread.toString('latin1', 0, command.length) !== command)
          return void socket.end('UNKNOWN COMMAND\0')
        isAsked = true
        unread = unread.subarray(command.length)
      }
      while (unread.byteLength >= 4) {
        const length = unread.readUInt32BE()
        if (length === 0) {
          if (unread.byteLength > 4) return void socket.end('INSTREAM: more than was announced. ERROR\0')
          const content = Buffer.concat(chunks)
          streams.push(content)
          return void socket.end(`stream: ${verdictOn(content)}\0`)
        }
        if (heldBytes() + length > maxBytes) return void socket.end('INSTREAM size limit exceeded. ERROR\0')
        if (unread.byteLength < 4 + length) break
        chunks.push(unread.subarray(4, 4 + length))
        unread = unread.subarray(4 + length)
      }
    }
  } catch {
    // Whoever asked has left.
  }
}

const verdictOn = (content: Buffer) =>
  content.includes('EICAR-STANDARD-ANTIVIRUS-TEST-FILE') ? 'Eicar-Signature FOUND' : 'OK'

/** The test file of the virus checkers, put together here so that none of them eats the repository. */
export const eicar = () =>
  ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('')
