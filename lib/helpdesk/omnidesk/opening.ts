/** Opening at Omnidesk: a ticket and its message in two calls that a crash may part, or the chatbot's one. */
import { beforeSending } from '../before-sending.ts'
import type { ConversationRef, NewConversation, NewMessage, Progress } from '../helpdesk.ts'
import type { Http } from '../http.ts'
import { understood } from './answers.ts'
import { findTicket } from './read-back.ts'
import { readStep, record, take } from './steps.ts'
import { writeReply, writeRequest, writeTitle } from './text.ts'
import { type CreateChatbotMessage, formOf, type MessageOptions, readDone, readTicketId } from './wire.ts'

/** What all messages of this installation have in common. */
export interface Desk {
  readonly http: Http
  readonly brandId: number
  readonly channelId: number
  readonly timeZone: string
  readonly options: MessageOptions
}

/** Opens a ticket, or goes on with the one that an earlier attempt has opened. @throws HelpdeskError */
export async function openTicket(
  desk: Desk,
  request: NewConversation,
  key: string,
  progress: Progress,
): Promise<ConversationRef> {
  const step = readStep(progress.step)
  const ticketId =
    step && 'ticketId' in step ? step.ticketId : await askForTicket(desk, request, key, progress)
  const steps = { before: { name: 'ticket', ticketId }, during: { name: 'sent', ticketId } } as const
  await take(progress, steps, () =>
    postMessage(desk, ticketId, { ...participants(request), message: writeRequest(request, key) }),
  )
  return { id: String(ticketId) }
}

async function askForTicket(
  { http, brandId, channelId, timeZone }: Desk,
  { subject, customer }: NewConversation,
  key: string,
  progress: Progress,
): Promise<number> {
  const hint = { customer, sinceMs: 0 }
  const isAskedFor = readStep(progress.step)?.name === 'asked'
  const earlier = isAskedFor ? await beforeSending(findTicket(http, key, hint, timeZone)) : null
  const steps = { before: { name: 'nothing' }, during: { name: 'asked' } } as const
  const ticketId = earlier ?? (await take(progress, steps, postTicket))
  await record(progress, { name: 'ticket', ticketId })
  return ticketId

  async function postTicket(): Promise<number> {
    const body = formOf({
      brandID: brandId,
      channelID: channelId,
      direction: 'inbound',
      from: customer.email,
      fromName: customer.name,
      title: writeTitle(subject, key),
    })
    const answer = await http({ method: 'POST', path: ['ticket'], body, mayBeEmpty: true })
    return understood(readTicketId(answer.json), 'names no ticket')
  }
}

export interface TicketMessage {
  readonly message: string
  readonly toAddress?: string | undefined
  readonly ccInput?: string | undefined
  readonly respondMessageID?: number | undefined
}

/** Sends one message to a ticket. @throws HelpdeskError */
export async function postMessage(
  { http, options }: Desk,
  ticketID: number,
  given: TicketMessage,
): Promise<void> {
  const body = formOf({ ticketID, type: 'contactform', ...given, ...options })
  const answer = await http({ method: 'POST', path: ['message'], body, mayBeEmpty: true })
  understood(readDone(answer.json), 'names an error')
}

/** One copy has a field of its own, which takes one address; the field for recipients takes the rest. */
function participants({ recipients: [first, ...others] = [] }: NewConversation) {
  return { ccInput: first, toAddress: others.join(',') }
}

/** Opens by the chatbot's one call, which gives no ticket's id back: the request's key stands for it. @throws HelpdeskError */
export async function openByChatbot(
  desk: Desk,
  request: NewConversation,
  key: string,
  progress: Progress,
): Promise<ConversationRef> {
  const steps = { before: { name: 'nothing' }, during: { name: 'asked' } } as const
  const subject = writeTitle(request.subject, key)
  const message = writeRequest(request, key, true)
  await take(progress, steps, () => postToChatbot(desk, { subject, from: request.customer.email, message }))
  return { id: chatbotPrefix + key }
}

/** Without a ticket's id a reply opens one of its own, and its subject names the request that it belongs to. @throws HelpdeskError */
export async function replyToChatbot(
  desk: Desk,
  conversation: ConversationRef,
  message: NewMessage,
  key: string,
) {
  const subject = writeTitle(`Re: [${conversation.id.slice(chatbotPrefix.length)}]`, key)
  await postToChatbot(desk, {
    subject,
    from: message.customer.email,
    message: writeReply(message, key, true),
  })
}

async function postToChatbot({ http, brandId }: Desk, given: Omit<CreateChatbotMessage, 'brandID'>) {
  const body = formOf({ brandID: brandId, ...given })
  const answer = await http({ method: 'POST', path: ['message', 'chatbot'], body, mayBeEmpty: true })
  understood(readDone(answer.json), 'names an error')
}

export const isByChatbot = ({ id }: ConversationRef) => id.startsWith(chatbotPrefix)

const chatbotPrefix = 'chatbot:'
