/** The fault kinds of security.md 4.4 as a caller of `fetch` meets them, without a network's own time. */

export interface Fault {
  readonly name: string
  /** What `fetch` comes to; `answer` makes the call take effect. */
  meet(answer: () => Response, passMs: (ms: number) => void): Promise<Response>
  /** Nothing but a person helps: the row is held up. */
  readonly holdsUp?: true
}

/** F32 and F33 are our own clock's, and set by whoever turns it. */
export const faults: readonly Fault[] = [
  broken('F01 connection refused', { code: 'ECONNREFUSED', syscall: 'connect' }),
  broken('F02 DNS failure', { code: 'ENOTFOUND', syscall: 'getaddrinfo' }),
  broken('F03 TLS failure', { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }),
  timedOut('F04 timeout before processing', false),
  timedOut('F05 timeout after processing', true),
  { name: 'F06 reset after processing', meet: (answer) => processed(answer, () => reset()) },
  refusal('F07 400', 400),
  status('F08 401', 401),
  status('F09 403', 403),
  refusal('F10 404', 404),
  ...either('F11 408', 408),
  ...either('F12 409', 409),
  refusal('F13 413', 413),
  refusal('F14 422', 422),
  status('F15 429 with seconds', 429, { 'retry-after': '120' }),
  { name: 'F16 429 with a date', meet: async () => answerWith(429, { 'retry-after': inFiveMinutes() }) },
  status('F17 429 alone', 429),
  status('F18 429 with no time at all', 429, { 'retry-after': '-5' }),
  status('F18 429 with years', 429, { 'retry-after': '99999999999' }),
  ...either('F19 500', 500),
  ...either('F20 502', 502),
  ...either('F21 503', 503, { 'retry-after': '30' }),
  ...either('F22 504', 504),
  { name: 'F23 200 with HTML', meet: async () => html() },
  { name: 'F23 200 with HTML, processed', meet: (answer) => processed(answer, () => html()) },
  { name: 'F24 truncated', meet: async (answer) => halved(await answer().text()) },
  { name: 'F24 cut off', meet: (answer) => processed(answer, () => cutOff()) },
  { name: 'F25 200 with an error body', meet: async () => new Response('{"error":"Something went wrong"}') },
  { name: 'F26 201 without a slug', meet: async () => new Response('{}', created) },
  {
    name: 'F26 201 without a slug, processed',
    meet: (answer) => processed(answer, () => new Response('{}', created)),
  },
  { name: 'F27 a body that trickles', meet: (answer, passMs) => processed(answer, () => trickling(passMs)) },
  { name: 'F28 a body of 10 MB', meet: async (answer) => new Response(padded(await answer().text())) },
  ...either('F29 301', 301, elsewhere()),
  ...either('F30 302', 302, elsewhere()),
  ...either('F31 307', 307, elsewhere()),
]

function broken(name: string, facts: { code: string; syscall?: string }): Fault {
  return { name, meet: async () => fail(facts) }
}

function timedOut(name: string, isProcessed: boolean): Fault {
  return {
    name,
    async meet(answer, passMs) {
      if (isProcessed) answer()
      passMs(callMs)
      throw new DOMException('The operation was aborted due to timeout', 'TimeoutError')
    },
  }
}

/** As long as one call may take. */
const callMs = 15_000

function status(name: string, code: number, headers: Record<string, string> = {}): Fault {
  return { name, meet: async () => answerWith(code, headers) }
}

function refusal(name: string, code: number): Fault {
  return { ...status(name, code), holdsUp: true }
}

/** The same answer may come whether or not the call has taken effect. */
function either(name: string, code: number, headers: Record<string, string> = {}): Fault[] {
  const meet: Fault['meet'] = (answer) => processed(answer, () => answerWith(code, headers))
  return [status(name, code, headers), { name: `${name}, processed`, meet }]
}

async function processed(answer: () => Response, comeTo: () => Response): Promise<Response> {
  answer()
  return comeTo()
}

export function fail(facts: { code: string; syscall?: string }): never {
  throw new TypeError('fetch failed', { cause: Object.assign(new Error(facts.code), facts) })
}

const reset = () => fail({ code: 'ECONNRESET', syscall: 'read' })

const answerWith = (code: number, headers: Record<string, string>) =>
  new Response(code >= 300 && code < 400 ? null : '{"errors":{"base":["refused by order"]}}', {
    status: code,
    headers: { 'content-type': 'application/json', date: new Date().toUTCString(), ...headers },
  })

const inFiveMinutes = () => new Date(Date.now() + 5 * 60_000).toUTCString()
const html = () => new Response('<!doctype html><h1>Back soon</h1>')
const halved = (text: string) => new Response(text.slice(0, text.length / 2))
const created = { status: 201, headers: { 'content-type': 'application/json' } }
const padded = (text: string) => `${text}${' '.repeat(10_000_000)}`

const cutOff = () =>
  new Response(
    new ReadableStream({
      start: (controller) => controller.error(Object.assign(new Error('aborted'), { code: 'ECONNRESET' })),
    }),
  )

function trickling(passMs: (ms: number) => void): Response {
  return new Response(
    new ReadableStream({
      pull(controller) {
        passMs(callMs)
        controller.error(new DOMException('The operation was aborted due to timeout', 'TimeoutError'))
      },
    }),
  )
}

function elsewhere() {
  return { location: 'https://elsewhere.invalid/' }
}
