/** The HTTP server that Next.js opens, kept within bounds: no connection becomes another protocol, no head of a request takes for ever, and no answer is without its headers. */
import { subscribe } from 'node:diagnostics_channel'
import { IncomingMessage, Server, ServerResponse } from 'node:http'
import { completeAnswer } from './answer.ts'

/** A head of a request is some hundred bytes: who needs longer wants to hold the connection. */
const headersWithinMs = 20_000

/**
 * From its first request on, a server of this process upgrades nothing: Next.js keeps a connection open that asks for
 * it, whatever the address (security.md S71). The development server needs it for its updates: not to be called there.
 */
export function boundServers(): void {
  const seen = new WeakSet<Server>()
  subscribe('http.server.request.start', (event) => {
    if (!isServerEvent(event)) return
    completeAnswer(event.request, event.response)
    if (seen.has(event.server)) return
    seen.add(event.server)
    event.server.removeAllListeners('upgrade')
    event.server.headersTimeout = headersWithinMs
  })
}

interface ServerEvent {
  readonly server: Server
  readonly request: IncomingMessage
  readonly response: ServerResponse
}

const isServerEvent = (event: unknown): event is ServerEvent =>
  typeof event === 'object' &&
  event !== null &&
  'server' in event &&
  event.server instanceof Server &&
  'request' in event &&
  event.request instanceof IncomingMessage &&
  'response' in event &&
  event.response instanceof ServerResponse
