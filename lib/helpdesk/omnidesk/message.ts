/** A ticket's timeline as its customer may see it: only kinds of entries that are known to be meant for them. */
import type { Customer, Message } from '../helpdesk.ts'
import { endOfSecond } from '../whole-seconds.ts'
import { readBody, readKey } from './text.ts'
import type { WireEntry, WireTicket } from './wire.ts'

/** What we send, and what the documents call a message. Any other kind may be internal, and stays out. */
export const usuallyShown: readonly string[] = ['contactform', 'message']

/** Newest first; an allow-list, from which events and notes are kept even if they are on it (security.md 2.5). */
export function shownEntries({ timeline }: WireTicket, allowed: readonly string[]): WireEntry[] {
  const shown = timeline.filter(
    ({ type }) => type !== null && allowed.includes(type) && !neverShown.includes(type),
  )
  const first = shown.at(0)?.createdAtMs ?? 0
  const last = shown.at(-1)?.createdAtMs ?? 0
  // Times are whole seconds: within one, the order of the list counts.
  const oldestFirst = first <= last ? shown : shown.reverse()
  return oldestFirst.toSorted((a, b) => (a.createdAtMs ?? 0) - (b.createdAtMs ?? 0)).reverse()
}

const neverShown = ['event', 'note', 'calllog']

/** Built field by field. Only our own entries carry a key: a staff answer that quotes one stays a staff answer. */
export function asMessage({ type, content, userName, createdAtMs }: WireEntry, customer: Customer): Message {
  const fromCustomer = type === 'contactform'
  return {
    key: fromCustomer ? readKey(content) : null,
    role: fromCustomer ? 'customer' : 'staff',
    authorName: fromCustomer ? customer.name : withoutAddress(userName),
    body: fromCustomer ? readBody(content) : content,
    createdAtMs: fromCustomer || createdAtMs === null ? (createdAtMs ?? 0) : endOfSecond(createdAtMs),
  }
}

const withoutAddress = (name: string) => (name.includes('@') ? '' : name)
