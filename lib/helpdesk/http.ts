/** One call to a helpdesk's API: bounded in time and size, never redirected, every failure told as a HelpdeskError. */
import { HelpdeskError } from './error.ts'
import { faultOfAnswer, faultOfFailure } from './fault.ts'
import { readRefusal, textsOf } from './refusal.ts'
import { answeredAtMs } from './retry-after.ts'

/**
 * A caller of one API.
 * @returns a function that sends one request, once, and reads its JSON.
 * It throws HelpdeskError for every answer but a 2xx with a JSON body that names no error.
 * @throws TypeError when `baseUrl` is no address or a header cannot be sent.
 */
export function createHttp(settings: HttpSettings): Http {
  const { fetch, timeoutMs = 15_000, maxBytes = 1_048_576 } = settings
  const base = new URL(settings.baseUrl).href.replace(/\/$/, '')
  const headers = new Headers({ accept: 'application/json', ...settings.headers })

  return async (request) => {
    const url = base + pathOf(request) + queryOf(request)
    const { deadline, end } = startDeadline(timeoutMs)
    try {
      const response = await within(deadline, fetch(url, initOf(request, headers, deadline)))
      const text = within(deadline, readText(response, maxBytes))
      if (response.ok) return readAnswer(response, await text, request, hiddenIn(request, settings))
      const said = await text.catch(() => '')
      throw faultOfAnswer(response, readRefusal(said, hiddenIn(request, settings)))
    } finally {
      end()
    }
  }
}

export interface HttpSettings {
  /** Scheme, host and path prefix; a trailing slash makes no difference. */
  readonly baseUrl: string
  /** Sent with every request. */
  readonly headers: Readonly<Record<string, string>>
  /** Left out of every error's text, should the helpdesk quote them. */
  readonly secrets: readonly string[]
  readonly fetch: typeof globalThis.fetch
  /** For connecting, answering and the whole body together. */
  readonly timeoutMs?: number | undefined
  /** Of an answer's body, unpacked. */
  readonly maxBytes?: number | undefined
}

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Segments below the base address; each is encoded, so none can leave its place. */
  readonly path: readonly string[]
  readonly query?: Readonly<Record<string, string>>
  /** A form is sent as multipart, everything else as JSON. */
  readonly body?: object
  /** Beside and over those of the settings. */
  readonly headers?: Readonly<Record<string, string>>
  /** A success without a body is documented for this call; it reads as null. */
  readonly mayBeEmpty?: boolean
}

interface HttpAnswer {
  readonly status: number
  readonly json: unknown
  /** When it was given, by the helpdesk's clock; null when it does not say. */
  readonly answeredAtMs: number | null
}

export type Http = (request: HttpRequest) => Promise<HttpAnswer>

function pathOf({ path }: HttpRequest): string {
  return path.map((segment) => `/${encodeSegment(segment)}`).join('')
}

/** @throws HelpdeskError for what would change the path instead of being a part of it; nothing is sent then. */
function encodeSegment(segment: string): string {
  if (segment === '' || segment === '.' || segment === '..' || !segment.isWellFormed())
    throw new HelpdeskError('a handle of the helpdesk is not fit for an address', {
      code: 'rejected',
      outcome: 'refused',
    })
  return encodeURIComponent(segment)
}

const queryOf = ({ query }: HttpRequest) => (query ? `?${new URLSearchParams({ ...query })}` : '')

function initOf({ method, body, headers }: HttpRequest, standing: Headers, signal: AbortSignal): RequestInit {
  const sent = new Headers(standing)
  const isForm = body instanceof FormData
  if (body && !isForm) sent.set('content-type', 'application/json')
  for (const [name, value] of Object.entries(headers ?? {})) sent.set(name, value)
  const content = body && { body: isForm ? body : JSON.stringify(body) }
  // A framework's cache around `fetch` must never answer for the helpdesk.
  return { method, headers: sent, ...content, signal, redirect: 'manual', cache: 'no-store' }
}

/**
 * One that can be ended. AbortSignal.timeout runs on after the answer, and with it lives everything of whoever asked: at two
 * hundred requests in a second that were 100 MB.
 */
function startDeadline(timeoutMs: number) {
  const controller = new AbortController()
  const expire = () => controller.abort(new DOMException('the time is up', 'TimeoutError'))
  const timer = setTimeout(expire, timeoutMs)
  return { deadline: controller.signal, end: () => clearTimeout(timer) }
}

/** The deadline holds even where `fetch` or a stream does not heed its signal. @throws HelpdeskError */
async function within<Value>(deadline: AbortSignal, work: Promise<Value>): Promise<Value> {
  const expired = Promise.withResolvers<never>()
  const expire = () => expired.reject(deadline.reason)
  deadline.addEventListener('abort', expire, { once: true })
  if (deadline.aborted) expire()
  try {
    return await Promise.race([work, expired.promise])
  } catch (error) {
    throw faultOfFailure(error)
  } finally {
    deadline.removeEventListener('abort', expire)
  }
}

/** Stops reading, and with it the transfer, once there is too much. */
async function readText({ body, status }: Response, maxBytes: number): Promise<string> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of body ?? []) {
    bytes += chunk.byteLength
    if (bytes > maxBytes) throw unreadable('is too long', status)
    chunks.push(chunk)
  }
  return new TextDecoder().decode(Buffer.concat(chunks))
}

function readAnswer(
  { status, headers }: Response,
  text: string,
  { mayBeEmpty = false }: HttpRequest,
  hidden: readonly string[],
): HttpAnswer {
  const json = mayBeEmpty && text.trim() === '' ? null : parseJson(text, status)
  if (namesError(json)) throw unreadable(`names an error: ${readRefusal(text, hidden)}`, status)
  return { status, json, answeredAtMs: answeredAtMs(headers) }
}

function parseJson(text: string, status: number): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Without its cause: a syntax error quotes the body.
    throw unreadable('is not JSON', status)
  }
}

/** Some helpdesks report a failure with a 2xx (helpdesk-apis.md 2.1); empty `errors` are none. */
function namesError(json: unknown): boolean {
  if (typeof json !== 'object' || json === null) return false
  const told = ['error' in json && json.error, 'errors' in json && json.errors]
  return told.some((value) =>
    typeof value === 'object' && value !== null ? Object.keys(value).length > 0 : Boolean(value),
  )
}

const unreadable = (how: string, status: number) =>
  new HelpdeskError(`the helpdesk's answer ${how} (${status})`, {
    code: 'malformed',
    outcome: 'unknown',
    status,
  })

/** A call's own headers hold a token, if anything. */
const hiddenIn = ({ body, headers }: HttpRequest, { secrets }: HttpSettings) => [
  ...secrets,
  ...textsOf(body),
  ...textsOf(headers),
]
