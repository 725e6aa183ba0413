/** The shell of a fake helpdesk: it logs what comes, answers as it is told to, and misbehaves on command. */
import type { IncomingMessage } from 'node:http'
import { createFaultQueue, type MisbehaveOptions } from './fault-queue.ts'
import { listen } from './listener.ts'
import { type FaultKind, misbehave } from './misbehaviour.ts'
import type { Answer } from './reamaze-answers.ts'

export interface LoggedRequest {
  readonly method: string
  /** Below the prefix, still encoded. */
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: string
  /** Of a multipart body, in its order; null when the body is something else. */
  readonly fields: readonly (readonly [name: string, value: string])[] | null
}

export interface FaultyServer {
  /** The base address of the API. */
  readonly url: string
  /** Meets the next requests with a fault; faults given one after the other take turns. */
  misbehave(kind: FaultKind, options?: MisbehaveOptions): Promise<void>
  /** From now on, answers as it should. */
  behave(): Promise<void>
  /** Every request that came, oldest first, whatever became of it. */
  requests(): readonly LoggedRequest[]
  /** Requests that reached the host to which redirects point: there should be none. */
  strays(): readonly LoggedRequest[]
  stop(): Promise<void>
}

/** Starts one on a free port. `answer` is the well-behaved helpdesk below `prefix`. */
export async function startFaultyServer(
  prefix: string,
  nowMs: () => number,
  answer: (request: LoggedRequest) => Answer,
): Promise<FaultyServer> {
  const faults = createFaultQueue()
  const requests: LoggedRequest[] = []
  const strays: LoggedRequest[] = []
  const elsewhere = await listen(async (request, response) => {
    strays.push(await logged(request, ''))
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"id":1,"ticketID":1}')
  })
  const here = await listen(async (request, response) => {
    const seen = await logged(request, prefix)
    requests.push(seen)
    response.setHeader('date', new Date(nowMs()).toUTCString())
    const fault = faults.next(seen.method)
    if (!fault) {
      const { status, text, headers } = answer(seen)
      response.writeHead(status, headers).end(text)
      return
    }
    const texts = [seen.body, ...(seen.fields ?? []).map(([, value]) => value)]
    const echo = [String(seen.headers.authorization), String(seen.headers.apikey), ...texts]
    const target = `http://localhost:${elsewhere.port()}${request.url}`
    misbehave(fault, { response, answer: () => answer(seen), echo, elsewhere: target })
  })
  return {
    url: `http://127.0.0.1:${here.port()}${prefix}`,
    misbehave: async (kind, options = {}) => {
      if (kind === 'refuse') await here.close()
      else faults.add(kind, options)
    },
    behave: async () => {
      faults.clear()
      await here.open()
    },
    requests: () => [...requests],
    strays: () => [...strays],
    stop: async () => {
      await Promise.all([here.close(), elsewhere.close()])
    },
  }
}

async function logged(request: IncomingMessage, prefix: string): Promise<LoggedRequest> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(Buffer.from(chunk))
  const bytes = Buffer.concat(chunks)
  const { method = '', url = '', headers } = request
  const { pathname, searchParams } = new URL(url, 'http://127.0.0.1')
  const path = pathname.startsWith(prefix) ? pathname.slice(prefix.length) : '/elsewhere'
  const fields = await fieldsOf(bytes, headers['content-type'])
  return { method, path, query: searchParams, headers, body: bytes.toString('utf8'), fields }
}

async function fieldsOf(bytes: Buffer, contentType: string | undefined): Promise<LoggedRequest['fields']> {
  if (!contentType?.startsWith('multipart/form-data')) return null
  const form = await new Response(new Uint8Array(bytes), {
    headers: { 'content-type': contentType },
  }).formData()
  return [...form].map(([name, value]) => [name, typeof value === 'string' ? value : value.name] as const)
}
