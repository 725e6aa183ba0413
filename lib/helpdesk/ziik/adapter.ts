/** Ziik behind the port: a message of the team's conversation for each request, and nothing read from it to a customer. */
import type { ZiikOptions } from '#lib/form/definition.ts'
import { beyondIt, HelpdeskError } from '../error.ts'
import type {
  ConversationHint,
  ConversationRef,
  Helpdesk,
  Message,
  MessageRef,
  NewConversation,
  NewMessage,
  Page,
  PageRequest,
} from '../helpdesk.ts'
import { createHttp, type Http } from '../http.ts'
import { pageOf } from '../paging.ts'
import { getMessages, olderThan, understood } from './answers.ts'
import { inspect } from './inspect.ts'
import { isBy, repliesBelow } from './replies.ts'
import { createSession } from './session.ts'
import { readText, writeReply, writeRequest } from './text.ts'
import { type CreateMessage, readMessage, type WireMessage } from './wire.ts'

export interface ZiikSettings {
  /** The whole address of the API, such as `https://<tenant>.ziik.io/api`. */
  readonly baseUrl: string
  /** The user in whose name requests are written; nobody else may write as this one. */
  readonly username: string
  readonly password: string
  /** The team's conversation that takes the requests of all customers. */
  readonly conversationId: number
  readonly options?: ZiikOptions | undefined
  readonly fetch: typeof globalThis.fetch
  /** Of one call; 15 s when not given. */
  readonly timeoutMs?: number | undefined
  readonly nowMs?: (() => number) | undefined
}

/** The helpdesk at `baseUrl`. @throws TypeError when that is no address. */
export function createZiik(settings: ZiikSettings): Helpdesk {
  const { baseUrl, username, password, conversationId, options = {}, fetch, timeoutMs } = settings
  const { showsStaffReplies: readBack = false } = options
  const plain = createHttp({
    baseUrl,
    headers: {},
    secrets: [password],
    fetch,
    timeoutMs,
    maxBytes: 4_194_304,
  })
  const http = createSession(plain, { username, password }, settings.nowMs ?? Date.now)
  const team = { http, conversationId }
  return {
    can: {
      readBack,
      idempotentCreate: false,
      find: true,
      resendWhenAbsent: true,
      channels: false,
      status: false,
      resolve: false,
      annotate: false,
      shortestMessage: 1,
    },
    open: (request, key) => open(team, request, key),
    reply: (conversation, message, key) => reply(team, conversation, message, key),
    resolve: () => Promise.reject(beyondIt()),
    annotate: () => Promise.reject(beyondIt()),
    messages: async (conversation, page) =>
      readBack ? messages(team, conversation, page) : pageOf([], page.page),
    status: async () => 'open',
    findConversation: (key, hint) => findConversation(team, key, hint),
    findMessage: (conversation, key, hint) => findMessage(team, conversation, key, hint),
    inspect: (expected) => inspect(http, conversationId, expected),
  }
}

interface Team {
  readonly http: Http
  readonly conversationId: number
}

async function open(team: Team, request: NewConversation, key: string): Promise<ConversationRef> {
  const { id } = await postMessage(team, { message: writeRequest(request, key), parent_id: null })
  return { id: String(id) }
}

async function reply(
  team: Team,
  conversation: ConversationRef,
  message: NewMessage,
  key: string,
): Promise<MessageRef> {
  await postMessage(team, { message: writeReply(message, key), parent_id: rootIdOf(conversation) })
  return { id: key }
}

async function postMessage({ http, conversationId }: Team, body: CreateMessage): Promise<WireMessage> {
  const path = ['conversations', String(conversationId), 'messages']
  const answer = await http({ method: 'POST', path, body })
  return understood(readMessage(answer.json), 'names no message')
}

async function messages(
  { http, conversationId }: Team,
  conversation: ConversationRef,
  { page, customer }: PageRequest,
): Promise<Page<Message>> {
  const rootId = rootIdOf(conversation)
  const all = await getMessages(http, conversationId, ({ id }) => id < rootId)
  const shown = repliesBelow(all, rootId, customer)
  if (shown) return pageOf(shown, page)
  throw new HelpdeskError('the conversation has no such request', { code: 'rejected', outcome: 'refused' })
}

/** The request that carries our key and the customer's address. @throws HelpdeskError when it cannot be known. */
async function findConversation(
  { http, conversationId }: Team,
  key: string,
  { customer, sinceMs }: ConversationHint,
): Promise<ConversationRef | null> {
  const all = await getMessages(http, conversationId, olderThan(sinceMs))
  const root = all.find((it) => it.parentId === null && carries(it, key) && isBy(it, customer))
  return root ? { id: String(root.id) } : null
}

/** The reply below the request that carries our key. @throws HelpdeskError when it cannot be known. */
async function findMessage(
  { http, conversationId }: Team,
  { id }: ConversationRef,
  key: string,
  { sinceMs }: ConversationHint,
): Promise<MessageRef | null> {
  const all = await getMessages(http, conversationId, olderThan(sinceMs))
  return all.some((it) => String(it.parentId) === id && carries(it, key)) ? { id: key } : null
}

const carries = ({ text }: WireMessage, key: string) => readText(text)?.key === key

/** Never guessed: a reply below another number would be read by another customer. @throws HelpdeskError */
function rootIdOf({ id }: ConversationRef): number {
  if (/^[1-9]\d*$/.test(id)) return Number(id)
  throw new HelpdeskError('the handle of a conversation is no message of this helpdesk', {
    code: 'rejected',
    outcome: 'refused',
  })
}
