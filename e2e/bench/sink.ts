/** A helpdesk that takes everything after the same time, so that what is measured is ours. */
import { startListening } from './listening.ts'

export interface Sink {
  /** The base address of its API. */
  readonly url: string
  /** Requests taken so far. */
  taken(): Promise<number>
  stop(): Promise<void>
}

/** Settings of an app that delivers to a sink. */
export const deliveringTo = ({ url }: Sink) => ({
  ...{ HELPDESK: 'reamaze', REAMAZE_API_URL: url, LOG_LEVEL: 'silent' },
  ...{ REAMAZE_EMAIL: 'desk@example.org', REAMAZE_API_TOKEN: 'token' },
})

export async function startSink({ delayMs }: { readonly delayMs: number }): Promise<Sink> {
  const { url, stop } = await startListening('sink-server.ts', String(delayMs))
  return {
    url: `${url}/api/v1`,
    taken: async () => Number(await (await fetch(`${url}/taken`)).text()),
    stop,
  }
}
