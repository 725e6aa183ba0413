/** What stands below one request in the conversation that all customers share, and nothing else of it. */
import type { Customer, Message } from '../helpdesk.ts'
import { endOfSecond } from '../whole-seconds.ts'
import { readText } from './text.ts'
import type { WireMessage } from './wire.ts'

/**
 * The request `rootId` and its replies, newest first; null when the conversation has no such request of this customer.
 * A message belongs to it by its parent's number alone. What our own user wrote is shown only if it carries the
 * customer's address; what another wrote is an answer; what nobody is known to have written is left out.
 */
export function repliesBelow(
  messages: readonly WireMessage[],
  rootId: number,
  customer: Customer,
): readonly Message[] | null {
  const root = messages.find(({ id, parentId }) => id === rootId && parentId === null)
  const ours = root?.authorId ?? null
  if (!root || !isBy(root, customer)) return null
  const below = messages.filter(({ parentId, isDeleted }) => parentId === rootId && !isDeleted)
  return [root, ...below].flatMap((message) => shown(message, ours, customer)).reverse()
}

function shown(message: WireMessage, ours: number | null, customer: Customer): Message[] {
  const { text, authorId, authorName } = message
  const createdAtMs = message.createdAtMs ?? 0
  if (authorId === null || ours === null) return []
  if (authorId !== ours)
    return [
      {
        key: null,
        role: 'staff',
        authorName: withoutAddress(authorName),
        body: text,
        createdAtMs: endOfSecond(createdAtMs),
      },
    ]
  const written = isBy(message, customer) ? readText(text) : null
  if (!written) return []
  const { key, name, body } = written
  return [{ key, role: 'customer', authorName: name, body, createdAtMs }]
}

/** Whether a text of ours names this customer; case does not count. */
export const isBy = ({ text }: WireMessage, { email }: Customer) =>
  readText(text)?.email.toLowerCase() === email.toLowerCase()

const withoutAddress = (name: string) => (name.includes('@') ? '' : name)
