/** A strict Omnidesk on 127.0.0.1 for tests: takes what is documented, remembers it, and misbehaves on command. */
import { type FaultyServer, type LoggedRequest, startFaultyServer } from './faulty-server.ts'
import { type Checked, checkChatbotMessage, checkMessage, checkPage, checkTicket } from './omnidesk-rules.ts'
import { type Answer, answerJson } from './reamaze-answers.ts'

/** What the documents of Omnidesk leave open (helpdesk-apis.md 10). */
export interface OmnideskVariation {
  /** The answer to POST /ticket. */
  readonly ticketAnswer: 'ticketID' | 'id' | 'item.ticketID' | 'item.id' | 'text' | 'empty'
  /** The answer to POST of a message: nothing, as documented, or a line of JSON. */
  readonly messageAnswer: 'empty' | 'result'
  readonly listed: 'items' | 'item' | 'data' | 'bare'
  readonly newestFirst: boolean
  readonly badCredentials: 401 | 403
  /** Whether the key may create and read tickets; messages it may always create. */
  readonly ticketPermission: boolean
  /** Content comes back as HTML. */
  readonly asHtml: boolean
}

const documented: OmnideskVariation = {
  ticketAnswer: 'ticketID',
  messageAnswer: 'empty',
  listed: 'items',
  newestFirst: true,
  badCredentials: 401,
  ticketPermission: true,
  asHtml: false,
}

export interface OmnideskEntry {
  readonly id: number
  readonly type: string
  readonly content: string
  readonly user_name: string | null
  readonly created_at: string
}

export interface OmnideskTicket {
  readonly ticketID: number
  readonly title: string
  readonly from: string
  readonly fromName: string
  readonly created_at: string
  readonly timeline: OmnideskEntry[]
  status: string
}

export interface OmnideskFake extends FaultyServer {
  readonly apiKey: string
  vary(variation: Partial<OmnideskVariation>): void
  tickets(): readonly OmnideskTicket[]
  /** Adds an entry to a ticket's timeline, as staff do: an answer when no other type is given. */
  write(ticketId: number, content: string, entry?: { type?: string; userName?: string | null }): void
  resolve(ticketId: number): void
}

/** Starts one. */
export async function startOmnideskFake(
  options: { readonly nowMs?: () => number; readonly variation?: Partial<OmnideskVariation> } = {},
): Promise<OmnideskFake> {
  const { nowMs = Date.now } = options
  const apiKey = 'fake-key-7c21f0'
  const desk = createDesk(nowMs)
  let variation = { ...documented, ...options.variation }
  const server = await startFaultyServer('/api/v2', nowMs, (request) => {
    if (request.headers.apikey !== apiKey)
      return answerJson(variation.badCredentials, { status: 'error', message: 'invalid key' })
    return route(desk, variation, request)
  })
  const find = (ticketId: number) => {
    const ticket = desk.tickets.find((it) => it.ticketID === ticketId)
    if (!ticket) throw new Error(`the fake has no ticket ${ticketId}`)
    return ticket
  }
  return {
    ...server,
    apiKey,
    vary: (change) => {
      variation = { ...variation, ...change }
    },
    tickets: () => structuredClone(desk.tickets),
    write: (ticketId, content, { type = 'message', userName = 'Sam Reed' } = {}) =>
      desk.add(find(ticketId), type, content, userName),
    resolve: (ticketId) => {
      find(ticketId).status = 'solved'
      desk.add(find(ticketId), 'event', 'solved', 'Sam Reed')
    },
  }
}

type Desk = ReturnType<typeof createDesk>

function createDesk(nowMs: () => number) {
  const tickets: OmnideskTicket[] = []
  let entries = 0
  const now = () => new Date(nowMs()).toISOString().slice(0, 19).replace('T', ' ')

  function add(ticket: OmnideskTicket, type: string, content: string, user_name: string | null) {
    entries += 1
    ticket.timeline.push({ id: 9000 + entries, type, content, user_name, created_at: now() })
  }

  function open(title: string, from: string, fromName: string): OmnideskTicket {
    const ticketID = 12_001 + tickets.length
    const ticket = { ticketID, title, from, fromName, status: 'new', created_at: now(), timeline: [] }
    tickets.push(ticket)
    add(ticket, 'event', 'created', null)
    return ticket
  }

  return { tickets, add, open }
}

function route(desk: Desk, variation: OmnideskVariation, request: LoggedRequest): Answer {
  const { method, path, fields, query } = request
  const name = `${method} ${path.replace(/^\/ticket\/[^/]+$/, '/ticket/{ticketID}')}`
  if (!variation.ticketPermission && path.startsWith('/ticket')) return failure(403, 'no permission')
  switch (name) {
    case 'POST /ticket':
      return openTicket(desk, variation, checkTicket(fields))
    case 'POST /message':
      return addMessage(desk, variation, checkMessage(fields))
    case 'POST /message/chatbot':
      return openByChatbot(desk, variation, checkChatbotMessage(fields))
    case 'GET /ticket':
      return list(desk, variation, checkPage(query))
    case 'GET /ticket/{ticketID}':
      return show(desk, variation, path.slice('/ticket/'.length))
    default:
      return failure(404, 'not found')
  }
}

type ContentOf<Check extends (...given: never[]) => Checked<unknown>> = ReturnType<Check>

function openTicket(desk: Desk, { ticketAnswer }: OmnideskVariation, checked: ContentOf<typeof checkTicket>) {
  if (!checked.content) return failure(400, checked.problem ?? '')
  const { title, from, fromName } = checked.content
  const { ticketID } = desk.open(title, from, fromName)
  const answers = {
    ticketID: { type: 'result', ticketID },
    id: { type: 'result', id: ticketID },
    'item.ticketID': { type: 'item', item: { ticketID } },
    'item.id': { type: 'item', item: { id: ticketID } },
    text: { type: 'result', ticketID: String(ticketID) },
  }
  return ticketAnswer === 'empty' ? empty : answerJson(200, answers[ticketAnswer])
}

function addMessage(desk: Desk, variation: OmnideskVariation, checked: ContentOf<typeof checkMessage>) {
  if (!checked.content) return failure(400, checked.problem ?? '')
  const { ticketID, type, message } = checked.content
  const ticket = desk.tickets.find((it) => it.ticketID === ticketID)
  if (!ticket) return failure(400, 'ticketID: does not exist')
  desk.add(ticket, type, message, null)
  // Not documented; a customer's message on a solved ticket is taken to open it again.
  ticket.status = ticket.status === 'new' ? 'new' : 'open'
  return done(variation)
}

function openByChatbot(
  desk: Desk,
  variation: OmnideskVariation,
  checked: ContentOf<typeof checkChatbotMessage>,
) {
  if (!checked.content) return failure(400, checked.problem ?? '')
  const { subject, from, message } = checked.content
  desk.add(desk.open(subject, from, ''), 'chatbot', message, null)
  return done(variation)
}

function list(
  desk: Desk,
  { listed, newestFirst }: OmnideskVariation,
  { content, problem }: ContentOf<typeof checkPage>,
) {
  if (!content) return failure(400, problem ?? '')
  const ordered = newestFirst ? desk.tickets.toReversed() : desk.tickets
  const items = ordered
    .slice(content.itemStart, content.itemStart + content.itemLimit)
    .map(({ timeline: _, ...ticket }) => ticket)
  return answerJson(200, listed === 'bare' ? items : { type: 'items', [listed]: items })
}

function show(desk: Desk, { asHtml }: OmnideskVariation, id: string): Answer {
  const ticket = desk.tickets.find(({ ticketID }) => String(ticketID) === id)
  if (!ticket) return failure(404, 'not found')
  const shown = (content: string) => `<p>${content.split('\n').join('<br>')}</p>`
  const timeline = ticket.timeline.map((it) => (asHtml ? { ...it, content: shown(it.content) } : it))
  return answerJson(200, { type: 'item', item: { ...ticket, timeline } })
}

const empty: Answer = { status: 200, text: '', headers: {} }

const done = ({ messageAnswer }: OmnideskVariation) =>
  messageAnswer === 'empty' ? empty : answerJson(200, { type: 'result', message: 'Message sent.' })

const failure = (status: number, message: string) => answerJson(status, { status: 'error', message })
