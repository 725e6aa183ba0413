/** A strict Ziik on 127.0.0.1 for tests: takes what is documented, remembers it, and misbehaves on command. */
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { type FaultyServer, type LoggedRequest, startFaultyServer } from './faulty-server.ts'
import { type Answer, answerJson } from './reamaze-answers.ts'

/** What the documents of Ziik leave open (helpdesk-apis.md 10). */
export interface ZiikVariation {
  /** `{"data":…}` instead of bare. */
  readonly wrapped: boolean
  readonly created: 200 | 201
  readonly newestFirst: boolean
  /** The list answers every page with its first. */
  readonly ignoresPages: boolean
  readonly parent: 'number' | 'text' | 'object'
}

const documented: ZiikVariation = {
  wrapped: false,
  created: 200,
  newestFirst: true,
  ignoresPages: false,
  parent: 'number',
}

export interface ZiikMessage {
  readonly id: number
  readonly conversationId: number
  readonly parent: number | null
  readonly message: string
  readonly author: { readonly id: number; readonly name: string }
  readonly date: number
  deleted: boolean
}

export interface ZiikFake extends FaultyServer {
  readonly username: string
  readonly password: string
  readonly conversationId: number
  vary(variation: Partial<ZiikVariation>): void
  /** Of all conversations, oldest first. */
  messages(): readonly ZiikMessage[]
  /** A colleague writes into the conversation, below a message or beside all of them. */
  write(message: string, parent: number | null): void
  remove(id: number): void
  /** Ends all sessions before their time. */
  endSessions(): void
}

/** Starts one. A session lasts an hour. */
export async function startZiikFake(
  options: { readonly nowMs?: () => number; readonly variation?: Partial<ZiikVariation> } = {},
): Promise<ZiikFake> {
  const { nowMs = Date.now } = options
  const desk = createDesk(nowMs)
  let variation = { ...documented, ...options.variation }
  const server = await startFaultyServer('/api', nowMs, (request) => route(desk, variation, request))
  return {
    ...server,
    ...account,
    conversationId: teamConversation,
    vary: (change) => {
      variation = { ...variation, ...change }
    },
    messages: () => structuredClone(desk.messages),
    write: (message, parent) => {
      desk.add(message, parent, { id: 8, name: 'Sam Reed' })
    },
    remove: (id) => {
      const message = desk.messages.find((it) => it.id === id)
      if (message) message.deleted = true
    },
    endSessions: () => desk.sessions.clear(),
  }
}

const account = { username: 'form-bot', password: 'fake-password-51e8' }
const teamConversation = 57

type Desk = ReturnType<typeof createDesk>

function createDesk(nowMs: () => number) {
  const messages: ZiikMessage[] = []
  /** When each ends, in Unix seconds. */
  const sessions = new Map<string, number>()
  const nowSeconds = () => Math.floor(nowMs() / 1_000)

  function add(message: string, parent: number | null, author: ZiikMessage['author']): ZiikMessage {
    const id = 901 + messages.length
    const added = { id, conversationId: teamConversation, parent, message, author, date: nowSeconds() }
    const whole = { ...added, deleted: false }
    messages.push(whole)
    return whole
  }

  function signIn(): { jwt: string; expires: number } {
    const jwt = `jwt.${randomUUID()}`
    const expires = nowSeconds() + 3_600
    sessions.set(jwt, expires)
    return { jwt, expires }
  }

  const isSignedIn = (authorization: unknown) => {
    const [scheme, jwt = ''] = String(authorization).split(' ')
    return scheme === 'Bearer' && (sessions.get(jwt) ?? 0) > nowSeconds()
  }

  return { messages, sessions, add, signIn, isSignedIn }
}

const signIn = z.strictObject({ username: z.string(), password: z.string() })
/** All that is documented of a new message (7.1). */
export const newMessage = z.strictObject({
  message: z.string().min(1),
  parent_id: z.int().nullable().optional(),
})
const listQuery = z.strictObject({
  limit: z.string().regex(/^\d+$/).transform(Number).pipe(z.int().min(1).max(100)).default(10),
  page: z
    .string()
    .regex(/^[1-9]\d*$/)
    .transform(Number)
    .default(1),
})

function route(desk: Desk, variation: ZiikVariation, request: LoggedRequest): Answer {
  const { method, path, headers, body } = request
  if (method === 'POST' && path === '/authenticate') {
    const given = signIn.safeParse(parse(request)).data
    const isRight = given?.username === account.username && given.password === account.password
    return isRight ? answerJson(200, [desk.signIn()]) : failure(401, 'wrong_credentials')
  }
  if (!desk.isSignedIn(headers.authorization)) return failure(401, 'not_signed_in')
  if (method === 'POST' && path === '/renew')
    return body === '' ? answerJson(200, [desk.signIn()]) : failure(422, 'no_body_expected')
  if (path !== `/conversations/${teamConversation}/messages`) return failure(404, 'no_such_conversation')
  if (method === 'POST') return create(desk, variation, request)
  return method === 'GET' ? list(desk, variation, request) : failure(405, 'method')
}

function create(desk: Desk, variation: ZiikVariation, request: LoggedRequest): Answer {
  const given = newMessage.safeParse(parse(request))
  if (!given.success) return failure(422, 'invalid')
  const { message, parent_id = null } = given.data
  if (parent_id !== null && !desk.messages.some(({ id }) => id === parent_id))
    return failure(404, 'no_such_parent')
  const added = desk.add(message, parent_id, { id: 4, name: 'Form Bot' })
  return answer(variation, variation.created, shown(added, variation))
}

function list(desk: Desk, variation: ZiikVariation, { query }: LoggedRequest): Answer {
  const asked = listQuery.safeParse(Object.fromEntries(query))
  if (!asked.success) return failure(422, 'invalid')
  const { limit, page } = asked.data
  const start = variation.ignoresPages ? 0 : (page - 1) * limit
  const ordered = variation.newestFirst ? desk.messages.toReversed() : desk.messages
  const items = ordered.slice(start, start + limit).map((it) => shown(it, variation))
  return answer(variation, 200, items)
}

function shown(message: ZiikMessage, { parent: shape }: ZiikVariation) {
  const { parent, author } = message
  const parents = { number: parent, text: String(parent), object: { id: parent } }
  return {
    ...message,
    type: 'text',
    is_reply: parent !== null,
    parent: parent === null ? null : parents[shape],
    edited_at: null,
    reactions: [],
    files: [],
    voice: null,
    author: authorOf(author),
  }
}

/** Of every documented field (7.1). */
function authorOf({ id, name }: ZiikMessage['author']) {
  const [first_name = '', ...last] = name.split(' ')
  return {
    id,
    first_name,
    last_name: last.join(' '),
    name,
    title: 'Service',
    active: true,
    avatar: {},
    archived_at: null,
    participant_type: 'user',
    subtext: 'Service - HQ (IT)',
    department: { id: 2, name: 'IT' },
    unit: { id: 1, name: 'HQ' },
  }
}

const answer = ({ wrapped }: ZiikVariation, status: number, body: unknown) =>
  answerJson(status, wrapped ? { data: body } : body)

const failure = (status: number, code: string) =>
  answerJson(status, { error: { code, message: code, is_ziik_error: true } })

function parse({ headers, body }: LoggedRequest): unknown {
  if (!String(headers['content-type']).startsWith('application/json')) return undefined
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}
