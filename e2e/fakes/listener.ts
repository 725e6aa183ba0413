/** A server on 127.0.0.1 that can be closed and opened again at the same port. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>

/** Opens one; 0 takes any free port. @throws when the port is taken. */
export async function listen(handle: Handler, wantedPort = 0) {
  let port = wantedPort
  let server: Server | null = null

  async function open() {
    if (server) return
    const opening = createServer((request, response) => {
      handle(request, response).catch((error: unknown) => {
        // A mistake of the fake's own must not pass for one of its faults.
        if (!response.headersSent) response.writeHead(501).end(String(error))
      })
    })
    await new Promise<void>((resolve, reject) => {
      opening.once('error', reject).listen(port, '127.0.0.1', resolve)
    })
    const address = opening.address()
    if (typeof address === 'object' && address) port = address.port
    server = opening
  }

  async function close() {
    const closing = server
    server = null
    if (!closing) return
    await new Promise((resolve) => {
      closing.close(resolve)
      closing.closeAllConnections()
    })
  }

  await open()
  return { port: () => port, open, close }
}
