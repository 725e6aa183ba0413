/** Re:amaze behind the port: Deskbell's words in, its wire out; the built-in helpdesk is spoken to in the same way. */
import { beforeSending } from '../before-sending.ts'
import { HelpdeskError } from '../error.ts'
import { withFileLinks } from '../file-links.ts'
import type {
  ConversationRef,
  ConversationStatus,
  Helpdesk,
  Message,
  MessageRef,
  NewConversation,
  NewMessage,
  Page,
  PageRequest,
} from '../helpdesk.ts'
import { createHttp, type Http } from '../http.ts'
import { getConversation, getMessages, understood } from './answers.ts'
import { inspect } from './inspect.ts'
import { asMessage, isForCustomer } from './message.ts'
import { findConversation, findMessage, hasKey } from './read-back.ts'
import {
  type CreateConversation,
  type CreateMessage,
  readConversation,
  readMessage,
  type UpdateConversation,
  writable,
} from './wire.ts'

export interface ReamazeSettings {
  /** The whole address of the API, such as `https://<brand>.reamaze.io/api/v1`. */
  readonly baseUrl: string
  /** The staff user to whom the token belongs. */
  readonly email: string
  readonly apiToken: string
  readonly fetch: typeof globalThis.fetch
  /** The built-in helpdesk opens one conversation per key; Re:amaze promises nothing of the kind. */
  readonly idempotentCreate?: boolean
  /** Nothing of it leaves this process: it may be asked as often as somebody looks. */
  readonly inProcess?: boolean
  /** Of one call; 15 s when not given. */
  readonly timeoutMs?: number | undefined
}

/** The helpdesk at `baseUrl`. @throws TypeError when that is no address. */
export function createReamaze(settings: ReamazeSettings): Helpdesk {
  const { baseUrl, email, apiToken, fetch, idempotentCreate = false, inProcess = false, timeoutMs } = settings
  const credentials = Buffer.from(`${email}:${apiToken}`).toString('base64')
  const headers = { authorization: `Basic ${credentials}` }
  const http = createHttp({ baseUrl, headers, secrets: [apiToken, credentials], fetch, timeoutMs })
  return {
    can: {
      readBack: true,
      idempotentCreate,
      find: true,
      resendWhenAbsent: true,
      channels: true,
      status: true,
      resolve: true,
      annotate: true,
      ...(inProcess && { readAgainMs: 0 }),
      shortestMessage: 1,
    },
    open: (request, key) => open(http, request, key),
    reply: (conversation, message, key) => reply(http, conversation, message, key),
    resolve: (conversation) => update(http, conversation, { status: statusNumbers.resolved }),
    annotate: (conversation, data) => annotate(http, conversation, data),
    messages: (conversation, page) => messages(http, conversation, page),
    status: (conversation) => status(http, conversation),
    findConversation: (key, hint) => findConversation(http, key, hint),
    findMessage: (conversation, key, hint) => findMessage(http, conversation, key, hint),
    inspect: (expected) => inspect(http, expected, inProcess ? builtinVariables : variables),
  }
}

/** Where an operator sets what an inspection finds wrong. */
const variables = {
  address: 'REAMAZE_BRAND or REAMAZE_API_URL',
  credentials: 'REAMAZE_EMAIL and REAMAZE_API_TOKEN',
}
const builtinVariables = { address: 'APP_URL', credentials: 'BUILTIN_STAFF_EMAIL and BUILTIN_API_TOKEN' }

async function open(http: Http, request: NewConversation, key: string): Promise<ConversationRef> {
  const { subject, customer, channel, tags, data, contact, status, recipients = [] } = request
  const content: CreateConversation = {
    conversation: {
      subject,
      category: channel,
      tag_list: [...tags],
      ...(status && { status: statusNumbers[status] }),
      data: { ...data, deskbell_id: key },
      message: { ...sent(request), ...(recipients.length > 0 && { recipients: [...recipients] }) },
      user: { name: customer.name, email: customer.email, ...(contact && { data: contact }) },
    },
  }
  const answer = await http({ method: 'POST', path: ['conversations'], body: content })
  return { id: understood(readConversation(answer.json), 'names no conversation').slug }
}

/** Helpdesk-apis.md 4.1. */
const statusNumbers = { open: 0, responded: 1, resolved: 2, spam: 3, archived: 4 } as const

/**
 * What a first and a further message have in common. The documents spell the suppression in two ways, and know one
 * attachment; the links to several files are in the text.
 */
function sent({ body, attachments = [], suppressNotifications = false }: NewMessage) {
  const [first] = attachments
  return {
    body: withFileLinks(body, attachments),
    ...(first && { attachment: first.url }),
    ...(suppressNotifications && { suppress_notification: true, suppress_notifications: true }),
  }
}

/** With `user` always: without one, Re:amaze takes the message for the token's staff user's (helpdesk-apis.md 3.2). */
async function reply(
  http: Http,
  { id: slug }: ConversationRef,
  message: NewMessage,
  key: string,
): Promise<MessageRef> {
  const content: CreateMessage = {
    message: {
      ...sent(message),
      visibility: 0,
      origin_id: key,
      user: { name: message.customer.name, email: message.customer.email },
    },
  }
  try {
    const answer = await http({ method: 'POST', path: ['conversations', slug, 'messages'], body: content })
    understood(readMessage(answer.json)?.body ?? null, 'names no message')
  } catch (error) {
    if (!(await isRepeated(error, http, { id: slug }, key))) throw error
  }
  // The wire knows no other handle of a message than the one we gave it.
  return { id: key }
}

/** A 422 may be about the key itself: nobody says what Re:amaze does with one that it already has. */
async function isRepeated(error: unknown, http: Http, conversation: ConversationRef, key: string) {
  const isRefused = error instanceof HelpdeskError && error.status === 422
  return isRefused && (await hasKey(http, conversation, key))
}

/** Nobody says whether new data joins the old or takes its place, our key among it: both are sent. */
async function annotate(
  http: Http,
  conversation: ConversationRef,
  added: Readonly<Record<string, string>>,
): Promise<void> {
  const { data } = await beforeSending(getConversation(http, conversation))
  await update(http, conversation, { data: { ...writable(data ?? {}), ...added } })
}

async function update(
  http: Http,
  { id: slug }: ConversationRef,
  conversation: UpdateConversation['conversation'],
): Promise<void> {
  const answer = await http({ method: 'PUT', path: ['conversations', slug], body: { conversation } })
  understood(readMessage(answer.json), 'names no conversation')
}

async function messages(
  http: Http,
  conversation: ConversationRef,
  { page, customer }: PageRequest,
): Promise<Page<Message>> {
  const { items, pageCount, totalCount } = await getMessages(http, conversation, page)
  return {
    items: items.filter(isForCustomer).map((message) => asMessage(message, customer)),
    pageCount: pageCount ?? page,
    totalCount: totalCount ?? items.length,
  }
}

async function status(http: Http, conversation: ConversationRef): Promise<ConversationStatus> {
  const { status } = await getConversation(http, conversation)
  return status !== null && resolvedStatuses.has(status) ? 'resolved' : 'open'
}

/** Done, Archived, Auto-Done, AI Agent Done (helpdesk-apis.md 4.1). */
const resolvedStatuses = new Set([2, 4, 6, 8])
