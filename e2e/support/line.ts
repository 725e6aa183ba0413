/** A line to a server that can be cut, as when the server is gone, and mended. */
import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { freePort } from './app.ts'

export interface Line {
  readonly port: number
  /** Ends all connections and takes no new ones. */
  cut(): Promise<void>
  mend(): Promise<void>
}

export async function startLine(to: { readonly host: string; readonly port: number }): Promise<Line> {
  const open = new Set<Socket>()
  const server = createServer((down) => {
    const up = connect(to.port, to.host)
    for (const [from, other] of [
      [down, up],
      [up, down],
    ] as const) {
      open.add(from)
      from.on('error', () => other.destroy())
      from.on('close', () => {
        open.delete(from)
        other.destroy()
      })
      from.pipe(other)
    }
  })
  const port = await freePort()
  const mend = async () => {
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
  }
  await mend()
  return {
    port,
    mend,
    async cut() {
      server.close()
      for (const socket of open) socket.destroy()
      await once(server, 'close')
    },
  }
}
