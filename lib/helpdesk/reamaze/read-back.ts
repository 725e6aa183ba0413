/** The read-back: what an attempt of unknown outcome has left at the helpdesk, found by our key (helpdesk-apis.md 6). */
import { HelpdeskError } from '../error.ts'
import { withFileLinks } from '../file-links.ts'
import type { ConversationHint, ConversationRef, Customer, MessageHint, MessageRef } from '../helpdesk.ts'
import type { Http } from '../http.ts'
import { getConversation, getConversations, getMessages } from './answers.ts'
import { givenKey, isBy } from './message.ts'
import type { WireConversation, WireMessage, WirePage } from './wire.ts'

/**
 * The conversation whose custom data carries our key, confirmed by reading it: a helpdesk that ignores the filter
 * answers with everybody's. @throws HelpdeskError when it cannot be known.
 */
export async function findConversation(
  http: Http,
  key: string,
  { customer, sinceMs: ourSinceMs }: ConversationHint,
): Promise<ConversationRef | null> {
  for (let page = 1; page <= mostPages; page += 1) {
    const listed = await getConversations(http, { name: 'deskbell_id', value: key }, page)
    const sinceMs = sinceByTheirClock(ourSinceMs, listed.answeredAtMs)
    for (const { slug } of listed.items.filter((it) => isCandidate(it, customer, sinceMs))) {
      const conversation = await unlessGone(getConversation(http, { id: slug }))
      if (conversation && carries(conversation, key, customer)) return { id: slug }
    }
    if (isLast(listed, page)) return null
  }
  throw endless()
}

/**
 * The message that carries our key as `origin_id`; where the helpdesk does not give that back, the one with the
 * customer's address and words, no older than the attempt. @throws HelpdeskError when it cannot be known.
 */
export async function findMessage(
  http: Http,
  conversation: ConversationRef,
  key: string,
  hint: MessageHint,
): Promise<MessageRef | null> {
  const isOurs = (it: WireMessage, sinceMs: number) => givenKey(it) === key || isCopy(it, hint, sinceMs)
  return (await hasMessage(http, conversation, isOurs, hint.sinceMs)) ? { id: key } : null
}

/** Whether the conversation has a message that carries our key itself. @throws HelpdeskError when it cannot be known. */
export function hasKey(http: Http, conversation: ConversationRef, key: string): Promise<boolean> {
  return hasMessage(http, conversation, (it) => givenKey(it) === key, Date.now())
}

async function hasMessage(
  http: Http,
  conversation: ConversationRef,
  isOurs: (message: WireMessage, sinceMs: number) => boolean,
  ourSinceMs: number,
): Promise<boolean> {
  for (let page = 1; page <= mostPages; page += 1) {
    const read = await unlessGone(getMessages(http, conversation, page))
    if (!read) return notEvenReachable(http)
    const sinceMs = sinceByTheirClock(ourSinceMs, read.answeredAtMs)
    if (read.items.some((it) => isOurs(it, sinceMs))) return true
    const oldestMs = read.items.at(-1)?.createdAtMs ?? sinceMs
    if (isLast(read, page) || oldestMs < sinceMs - clockErrorMs) return false
  }
  throw endless()
}

/** More than a filter by our key, or two days of one conversation, can fill. */
const mostPages = 20

/** How far a clock may have been wrong when the attempt began, and still nothing is sent twice. */
const clockErrorMs = 2 * 24 * 60 * 60_000

/** Dates in an answer are whole seconds, and it took a while to come. */
const clockGrainMs = 60_000

const isLast = ({ items, pageCount }: WirePage<unknown>, page: number) =>
  items.length === 0 || (pageCount !== null && page >= pageCount)

function isCandidate({ author, createdAtMs }: WireConversation, customer: Customer, sinceMs: number) {
  if (createdAtMs !== null && createdAtMs < sinceMs - clockErrorMs) return false
  return isByCustomer(author, customer)
}

const carries = ({ data, author }: WireConversation, key: string, customer: Customer) =>
  String(data?.deskbell_id) === key && isByCustomer(author, customer)

/** An author may be missing from an answer; another one than ours makes it another's conversation. */
const isByCustomer = (author: WireConversation['author'], customer: Customer) =>
  author?.email == null || isBy({ user: author }, customer)

const isCopy = (message: WireMessage, { customer, body, attachments = [] }: MessageHint, sinceMs: number) =>
  givenKey(message) === null &&
  message.visibility === 0 &&
  isBy(message, customer) &&
  message.createdAtMs !== null &&
  message.createdAtMs >= sinceMs - clockGrainMs &&
  words(message.body ?? '') === words(withFileLinks(body, attachments))

/** White space is what helpdesks change first. */
const words = (body: string) => body.trim().replace(/\s+/g, ' ')

/** Our clock and theirs differ, and ours may have been set meanwhile: the earlier reading is the careful one. */
function sinceByTheirClock(sinceMs: number, answeredAtMs: number | null): number {
  const ourMs = Date.now()
  const theirMs = answeredAtMs ?? ourMs
  const since = Math.min(sinceMs, sinceMs + theirMs - ourMs)
  return since > theirMs ? theirMs - clockErrorMs : since
}

/** What is not there any more (404) reads as null. */
async function unlessGone<Value>(read: Promise<Value>): Promise<Value | null> {
  try {
    return await read
  } catch (error) {
    if (error instanceof HelpdeskError && error.status === 404) return null
    throw error
  }
}

/** A gateway that has lost its helpdesk says 404 to everything: only one that still answers can miss a conversation. */
async function notEvenReachable(http: Http): Promise<false> {
  await getConversations(http, { name: 'deskbell_id', value: 'none' }, 1)
  return false
}

const endless = () =>
  new HelpdeskError('the helpdesk lists more than can be searched', { code: 'malformed', outcome: 'unknown' })
