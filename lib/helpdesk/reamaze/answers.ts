/** What Re:amaze has, asked for and understood, or a HelpdeskError; never another conversation than the one asked for. */
import { HelpdeskError } from '../error.ts'
import type { ConversationRef } from '../helpdesk.ts'
import type { Http } from '../http.ts'
import {
  readConversation,
  readConversations,
  readMessages,
  type WireConversation,
  type WireMessage,
  type WirePage,
} from './wire.ts'

/** One conversation, with its custom data. @throws HelpdeskError */
export async function getConversation(http: Http, { id: slug }: ConversationRef): Promise<WireConversation> {
  const answer = await http({ method: 'GET', path: ['conversations', slug] })
  const conversation = understood(readConversation(answer.json), 'is no conversation')
  return sameConversation(conversation, [conversation.slug], slug)
}

/** A page, and when it was given by the helpdesk's own clock; null when it did not say. */
type Read<Item> = WirePage<Item> & { readonly answeredAtMs: number | null }

/** A page of the conversations whose custom data holds `value` under `name`. @throws HelpdeskError */
export async function getConversations(
  http: Http,
  { name, value }: { readonly name: string; readonly value: string },
  page: number,
): Promise<Read<WireConversation>> {
  const query = { filter: 'all', [`data[${name}]`]: value, page: String(page) }
  const answer = await http({ method: 'GET', path: ['conversations'], query })
  const read = understood(readConversations(answer.json), 'is no list of conversations')
  return { ...read, answeredAtMs: answer.answeredAtMs }
}

/** A page of a conversation, newest first, internal notes among them. @throws HelpdeskError */
export async function getMessages(
  http: Http,
  { id: slug }: ConversationRef,
  page: number,
): Promise<Read<WireMessage>> {
  const query = { page: String(page) }
  const answer = await http({ method: 'GET', path: ['conversations', slug, 'messages'], query })
  const read: WirePage<WireMessage> = understood(readMessages(answer.json), 'is no list of messages')
  sameConversation(
    read,
    read.items.map((message) => message.conversation?.slug ?? slug),
    slug,
  )
  return { ...read, answeredAtMs: answer.answeredAtMs }
}

/** What was read of an answer. @throws HelpdeskError for null: something may have been created all the same. */
export function understood<Value>(read: Value | null, problem: string): Value {
  if (read !== null) return read
  throw new HelpdeskError(`the helpdesk's answer ${problem}`, { code: 'malformed', outcome: 'unknown' })
}

/** Re:amaze reads a slug that it does not find as a database id, which is someone else's (helpdesk-apis.md 4.2). */
function sameConversation<Value>(answer: Value, slugs: readonly string[], asked: string): Value {
  return understood(slugs.every((slug) => slug === asked) ? answer : null, 'is about another conversation')
}
