/** A helpdesk that takes everything after the same time, so that what is measured is ours. */
import { setTimeout as wait } from 'node:timers/promises'
import { listen } from '../fakes/listener.ts'

export interface Sink {
  /** The base address of its API. */
  readonly url: string
  /** Requests taken so far. */
  taken(): number
  stop(): Promise<void>
}

/** Settings of an app that delivers to a sink. */
export const deliveringTo = ({ url }: Sink) => ({
  ...{ HELPDESK: 'reamaze', REAMAZE_API_URL: url, LOG_LEVEL: 'silent' },
  ...{ REAMAZE_EMAIL: 'desk@example.org', REAMAZE_API_TOKEN: 'token' },
})

/** Speaks as much of Re:amaze's wire as a new request needs. */
export async function startSink({ delayMs }: { readonly delayMs: number }): Promise<Sink> {
  let taken = 0
  const server = await listen(async (request, response) => {
    for await (const _ of request);
    if (delayMs > 0) await wait(delayMs)
    taken += 1
    response.writeHead(200, { 'content-type': 'application/json' })
    response.end(JSON.stringify({ slug: `taken-${taken}` }))
  })
  return {
    url: `http://127.0.0.1:${server.port()}/api/v1`,
    taken: () => taken,
    stop: server.close,
  }
}
