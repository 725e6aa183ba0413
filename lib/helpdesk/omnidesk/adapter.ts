/** Omnidesk behind the port: a ticket for each request, its timeline read through an allow-list (helpdesk-apis.md 8). */
import type { OmnideskOptions } from '#lib/form/definition.ts'
import { beforeSending } from '../before-sending.ts'
import { beyondIt, HelpdeskError } from '../error.ts'
import type {
  Capabilities,
  ConversationRef,
  ConversationStatus,
  Helpdesk,
  Message,
  MessageRef,
  NewMessage,
  Page,
  PageRequest,
} from '../helpdesk.ts'
import { createHttp } from '../http.ts'
import { pageOf } from '../paging.ts'
import { getTicket } from './answers.ts'
import { inspect } from './inspect.ts'
import { asMessage, shownEntries, usuallyShown } from './message.ts'
import { type Desk, isByChatbot, openByChatbot, openTicket, postMessage, replyToChatbot } from './opening.ts'
import { findConversation, findMessage } from './read-back.ts'
import { readStep, unrecorded } from './steps.ts'
import { writeReply } from './text.ts'
import { checkOptions } from './wire.ts'

export interface OmnideskSettings {
  /** The whole address of the API, such as `https://<account>.omnidesk.io/api/v2`. */
  readonly baseUrl: string
  readonly apiKey: string
  readonly brandId: number
  readonly channelId: number
  /** `chatbot` where the key may create messages but no tickets. */
  readonly create: 'ticket' | 'chatbot'
  readonly options?: OmnideskOptions | undefined
  readonly fetch: typeof globalThis.fetch
  /** Of one call; 15 s when not given. */
  readonly timeoutMs?: number | undefined
}

/** The helpdesk at `baseUrl`. @throws TypeError when that is no address, and when an option is not as documented. */
export function createOmnidesk(settings: OmnideskSettings): Helpdesk {
  const { baseUrl, apiKey, brandId, channelId, create, options = {}, fetch, timeoutMs } = settings
  const headers = { apiKey, accept: '*/*' }
  const http = createHttp({ baseUrl, headers, secrets: [apiKey], fetch, timeoutMs, maxBytes: 4_194_304 })
  const { timeZone = 'UTC', shownEntries: allowed = usuallyShown } = options
  const desk = { http, brandId, channelId, timeZone, options: checkOptions(options) }
  if (create === 'chatbot')
    return {
      can: { ...abilities, readBack: false, find: false, status: false, shortestMessage: 1 },
      open: (request, key, progress = unrecorded) => openByChatbot(desk, request, key, progress),
      reply: (conversation, message, key) => reply(desk, conversation, message, key, null),
      resolve: () => Promise.reject(beyondIt()),
      annotate: () => Promise.reject(beyondIt()),
      messages: async (_, { page }) => pageOf([], page),
      status: async () => 'open',
      findConversation: async (_, { step }) => (readStep(step)?.name === 'nothing' ? 'unfinished' : null),
      findMessage: async () => null,
      inspect: (expected) => inspect(http, create, expected),
    }
  return {
    can: abilities,
    open: (request, key, progress = unrecorded) => openTicket(desk, request, key, progress),
    reply: (conversation, message, key) => reply(desk, conversation, message, key, allowed),
    resolve: () => Promise.reject(beyondIt()),
    annotate: () => Promise.reject(beyondIt()),
    messages: (conversation, page) => messages(desk, conversation, page, allowed),
    status: (conversation) => status(desk, conversation),
    findConversation: (key, hint) => findConversation(http, key, hint, timeZone),
    findMessage: async (conversation, key) =>
      isByChatbot(conversation) ? null : findMessage(http, conversation, key, timeZone),
    inspect: (expected) => inspect(http, create, expected),
  }
}

const abilities: Capabilities = {
  readBack: true,
  idempotentCreate: false,
  find: true,
  resendWhenAbsent: false,
  channels: false,
  status: true,
  resolve: false,
  annotate: false,
  shortestMessage: 5,
}

/** @param allowed the entries that can be answered to; null where tickets cannot be read. */
async function reply(
  desk: Desk,
  conversation: ConversationRef,
  message: NewMessage,
  key: string,
  allowed: readonly string[] | null,
): Promise<MessageRef> {
  if (isByChatbot(conversation)) await replyToChatbot(desk, conversation, message, key)
  else {
    const respondMessageID = allowed
      ? await beforeSending(newestMessage(desk, conversation, allowed))
      : undefined
    await postMessage(desk, ticketIdOf(conversation), { respondMessageID, message: writeReply(message, key) })
  }
  // The wire gives no handle of a message back; the key is the one that we gave it.
  return { id: key }
}

/** The id of what the customer replies to, where the timeline tells it. */
async function newestMessage(
  { http, timeZone }: Desk,
  conversation: ConversationRef,
  allowed: readonly string[],
) {
  const ticket = await getTicket(http, ticketIdOf(conversation), timeZone)
  return shownEntries(ticket, allowed).find(({ id }) => id !== null)?.id ?? undefined
}

async function messages(
  { http, timeZone }: Desk,
  conversation: ConversationRef,
  { page, customer }: PageRequest,
  allowed: readonly string[],
): Promise<Page<Message>> {
  if (isByChatbot(conversation)) return pageOf([], page)
  const ticket = await getTicket(http, ticketIdOf(conversation), timeZone)
  const items = shownEntries(ticket, allowed).map((entry) => asMessage(entry, customer))
  return pageOf(items, page)
}

async function status({ http, timeZone }: Desk, conversation: ConversationRef): Promise<ConversationStatus> {
  if (isByChatbot(conversation)) return 'open'
  const { status } = await getTicket(http, ticketIdOf(conversation), timeZone)
  return status === 'solved' || status === 'closed' ? 'resolved' : 'open'
}

/** @throws HelpdeskError for the handle of another helpdesk; nothing is sent then. */
function ticketIdOf({ id }: ConversationRef): number {
  if (/^[1-9]\d*$/.test(id)) return Number(id)
  throw new HelpdeskError('the handle of a conversation is no ticket of this helpdesk', {
    code: 'rejected',
    outcome: 'refused',
  })
}
