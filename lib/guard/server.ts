/** The HTTP server that Next.js opens, kept within bounds: no connection becomes another protocol, and no head of a request takes for ever. */
import { subscribe } from 'node:diagnostics_channel'
import { Server } from 'node:http'

/** A head of a request is some hundred bytes: who needs longer wants to hold the connection. */
const headersWithinMs = 20_000

/**
 * From its first request on, a server of this process upgrades nothing: Next.js keeps a connection open that asks for
 * it, whatever the address (security.md S71). The development server needs it for its updates: not to be called there.
 */
export function boundServers(): void {
  const seen = new WeakSet<Server>()
  subscribe('http.server.request.start', (event) => {
    if (!isServerEvent(event) || seen.has(event.server)) return
    seen.add(event.server)
    event.server.removeAllListeners('upgrade')
    event.server.headersTimeout = headersWithinMs
  })
}

const isServerEvent = (event: unknown): event is { readonly server: Server } =>
  typeof event === 'object' && event !== null && 'server' in event && event.server instanceof Server
