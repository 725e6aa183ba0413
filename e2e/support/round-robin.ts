/** A proxy as an operator puts before several instances: each request goes to the next one, or to the one after it. */
import { once } from 'node:events'
import { createServer, type IncomingMessage, request as open, type ServerResponse } from 'node:http'
import { freePort } from './app.ts'

export interface RoundRobin {
  readonly url: string
  /** The origins that it leads to from now on. */
  leadTo(urls: readonly string[]): void
  stop(): Promise<void>
}

/** Starts one that leads nowhere yet. */
export async function startRoundRobin(): Promise<RoundRobin> {
  let targets: readonly string[] = []
  let turn = 0
  const server = createServer((request, response) => {
    turn += 1
    const order = targets.map((_, index) => targets[(turn + index) % targets.length] ?? '')
    void bodyOf(request).then((body) => pass(order, { request, body, response }))
  })
  const port = await freePort()
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://localhost:${port}`,
    leadTo(urls) {
      targets = urls
    },
    async stop() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

interface Exchange {
  readonly request: IncomingMessage
  readonly body: Buffer
  readonly response: ServerResponse
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/** One that does not listen is passed over; one that breaks off is not: who knows what it has done. */
function pass([target, ...others]: readonly string[], exchange: Exchange): void {
  const { request, body, response } = exchange
  if (!target) return void response.writeHead(502).end()
  const { method, url = '/', headers, socket } = request
  const forwarded = [headers['x-forwarded-for'], socket.remoteAddress].filter(Boolean).join(', ')
  const upstream = open(new URL(url, target), {
    method,
    headers: { ...headers, connection: 'close', 'x-forwarded-for': forwarded },
    // Kept connections would be closed by a server that ends, just when the next request is on its way to it.
    agent: false,
  })
  upstream.on('response', (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers)
    answer.pipe(response)
    answer.on('error', () => response.destroy())
  })
  upstream.on('error', (error) => {
    if (response.headersSent) response.destroy()
    else if ('code' in error && error.code === 'ECONNREFUSED') pass(others, exchange)
    else response.writeHead(502).end(String(error))
  })
  upstream.end(body)
}
