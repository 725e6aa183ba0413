/** A strict Re:amaze on 127.0.0.1 for tests: takes what is documented, remembers it, and misbehaves on command. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createFaultQueue, type MisbehaveOptions } from './fault-queue.ts'
import { listen } from './listener.ts'
import { type FaultKind, misbehave } from './misbehaviour.ts'
import { type ChannelFacts, documented, type Variation } from './reamaze-answers.ts'
import { createDesk, type DeskConversation, type DeskMessage, type Person } from './reamaze-desk.ts'
import { type Asked, answer } from './reamaze-routes.ts'

export interface ReamazeFakeOptions {
  /** 0 or none: any free one. */
  readonly port?: number
  readonly apiToken?: string
  readonly channels?: readonly ChannelFacts[]
  /** The first is the one whose token it is. */
  readonly staff?: readonly [Person, ...Person[]]
  /** The helpdesk's clock. */
  readonly nowMs?: () => number
  readonly variation?: Partial<Variation>
}

interface LoggedRequest {
  readonly method: string
  /** With its query, as it came. */
  readonly url: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: string
}

export interface ReamazeFake {
  /** The base address of the API. */
  readonly url: string
  readonly email: string
  readonly apiToken: string
  /** Meets the next requests with a fault; faults given one after the other take turns. */
  misbehave(kind: FaultKind, options?: MisbehaveOptions): Promise<void>
  /** From now on, answers as it should. */
  behave(): Promise<void>
  /** Answers in another of the documented ways. */
  vary(variation: Partial<Variation>): void
  conversations(): readonly Readonly<DeskConversation>[]
  /** What staff said, or what is taken for it; internal notes apart. */
  staffReplies(): readonly DeskMessage[]
  /** A staff member answers, or makes a note. */
  answer(slug: string, body: string, options?: { readonly note?: boolean }): void
  /** A staff member sets where a conversation stands. */
  setStatus(slug: string, status: number): void
  /** A staff member turns every message with this text into an internal note. */
  hide(slug: string, body: string): void
  /** Every request that came, oldest first, whatever became of it. */
  requests(): readonly LoggedRequest[]
  /** Requests that reached the host to which redirects point: there should be none. */
  strays(): readonly LoggedRequest[]
  /** Nobody listens any more; what it knows is kept. */
  stop(): Promise<void>
  /** Listens again, at the same address. */
  start(): Promise<void>
}

/** Starts one. @throws when its port is taken. */
export async function startReamazeFake(options: ReamazeFakeOptions = {}): Promise<ReamazeFake> {
  const { nowMs = Date.now, apiToken = 'fake-token-9f1c', staff = [sam], channels = usualChannels } = options
  const desk = createDesk({ staff, nowMs })
  const { email } = staff[0]
  let variation: Variation = { ...documented, ...options.variation }
  const world = { desk, email, apiToken, channels, variation: () => variation }
  const faults = createFaultQueue()
  const requests: LoggedRequest[] = []
  const strays: LoggedRequest[] = []

  const elsewhere = await listen(async (request, response) => {
    strays.push(await logged(request))
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"slug":"stray","body":"stray"}')
  })
  const here = await listen(async (request, response) => {
    const seen = await logged(request)
    requests.push(seen)
    response.setHeader('date', new Date(nowMs()).toUTCString())
    const respond = () => answer(world, asked(seen))
    const fault = faults.next(seen.method)
    if (!fault) return send(response, respond)
    const echo = [String(seen.headers.authorization), seen.body, ...textsOf(seen.body)]
    const target = `http://localhost:${elsewhere.port()}${seen.url}`
    misbehave(fault, { response, answer: respond, echo, elsewhere: target })
  }, options.port)

  return {
    url: `http://127.0.0.1:${here.port()}${prefix}`,
    email,
    apiToken,
    misbehave: async (kind, given = {}) => {
      if (kind === 'refuse') await here.close()
      else faults.add(kind, given)
    },
    behave: async () => {
      faults.clear()
      await here.open()
    },
    vary: (change) => {
      variation = { ...variation, ...change }
    },
    conversations: () => structuredClone(desk.conversations),
    staffReplies: () => desk.messages.filter((it) => it.fromStaff && it.visibility === 0),
    answer: (slug, body, { note = false } = {}) => {
      const conversation = desk.find(slug)
      if (!conversation) throw new Error(`the fake has no conversation ${slug}`)
      const visibility = note ? 1 : 0
      desk.add(conversation, {
        body,
        visibility,
        originId: null,
        author: null,
        attachment: null,
        suppressed: false,
        staysOpen: true,
      })
    },
    setStatus: (slug, status) => {
      const conversation = desk.find(slug)
      if (!conversation) throw new Error(`the fake has no conversation ${slug}`)
      conversation.status = status
    },
    hide: (slug, body) => desk.hide(slug, body),
    requests: () => [...requests],
    strays: () => [...strays],
    stop: async () => {
      await Promise.all([here.close(), elsewhere.close()])
    },
    start: async () => {
      await Promise.all([here.open(), elsewhere.open()])
    },
  }
}

const prefix = '/api/v1'
const sam = { name: 'Sam Reed', email: 'sam@brand.example' }
const usualChannels = [
  { slug: 'support', name: 'Support' },
  { slug: 'billing', name: 'Billing' },
]

async function logged(request: IncomingMessage): Promise<LoggedRequest> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(Buffer.from(chunk))
  const { method = '', url = '', headers } = request
  return { method, url, headers, body: Buffer.concat(chunks).toString('utf8') }
}

function asked({ method, url, headers, body }: LoggedRequest): Asked {
  const { pathname, searchParams } = new URL(url, 'http://127.0.0.1')
  const path = pathname.startsWith(prefix) ? pathname.slice(prefix.length) : '/elsewhere'
  return { method, path, query: searchParams, headers, body }
}

function send(response: ServerResponse, respond: () => ReturnType<typeof answer>): void {
  const { status, text, headers } = respond()
  response.writeHead(status, headers).end(text)
}

function textsOf(body: string): string[] {
  const texts: string[] = []
  try {
    JSON.parse(body, (_, value: unknown) => {
      if (typeof value === 'string') texts.push(value)
      return value
    })
  } catch {
    // Not JSON: quoted whole already.
  }
  return texts
}
