/** The read-back: what an attempt of unknown outcome has left at Omnidesk, found by our key (helpdesk-apis.md 8.4). */
import { HelpdeskError } from '../error.ts'
import type { ConversationHint, ConversationRef, Customer, MessageRef } from '../helpdesk.ts'
import type { Http } from '../http.ts'
import { getTicket, getTickets, unlessGone } from './answers.ts'
import { readStep } from './steps.ts'
import { carriesKey, isTitleOf } from './text.ts'
import type { WireTicket } from './wire.ts'

/**
 * The ticket of a request that has its message too. One that certainly has none yet is `unfinished`: no second ticket
 * is made for it. @throws HelpdeskError when it cannot be known.
 */
export async function findConversation(
  http: Http,
  key: string,
  hint: ConversationHint,
  timeZone: string,
): Promise<ConversationRef | 'unfinished' | null> {
  const step = readStep(hint.step)
  if (step?.name === 'nothing' || step?.name === 'ticket') return 'unfinished'
  const ticketId = step?.name === 'sent' ? step.ticketId : await findTicket(http, key, hint, timeZone)
  if (ticketId === null) return null
  if (step?.name === 'asked') return 'unfinished'
  const conversation = { id: String(ticketId) }
  return (await findMessage(http, conversation, key, timeZone)) && conversation
}

/** The message that ends with our key. @throws HelpdeskError when it cannot be known. */
export async function findMessage(
  http: Http,
  { id }: ConversationRef,
  key: string,
  timeZone: string,
): Promise<MessageRef | null> {
  const ticket = await unlessGone(getTicket(http, Number(id), timeZone))
  return ticket?.timeline.some(({ content }) => carriesKey(content, key)) ? { id: key } : null
}

/** The ticket whose title begins with our key, with or without a message. @throws HelpdeskError when it cannot be known. */
export async function findTicket(
  http: Http,
  key: string,
  { customer, sinceMs }: Pick<ConversationHint, 'customer' | 'sinceMs'>,
  timeZone: string,
): Promise<number | null> {
  const seen = new Set<number>()
  for (let page = 0; page < mostPages; page += 1) {
    const tickets = await getTickets(http, seen.size, timeZone)
    const found = tickets.find((it) => isTitleOf(it.title, key) && isBy(it, customer))
    if (found?.id) return found.id
    const fresh = tickets.filter(({ id }) => id !== null && !seen.has(id))
    if (fresh.length === 0 || arePast(tickets, sinceMs)) return null
    for (const { id } of fresh) seen.add(id ?? 0)
  }
  throw new HelpdeskError('the helpdesk lists more than can be searched', {
    code: 'malformed',
    outcome: 'unknown',
  })
}

const mostPages = 100

/** How far a clock may have been wrong when the attempt began, and still nothing is sent twice. */
const clockErrorMs = 2 * 24 * 60 * 60_000

/** A sender may be missing from an answer; another one than ours makes it another's ticket. */
const isBy = ({ from }: WireTicket, { email }: Customer) =>
  from === null || from.toLowerCase() === email.toLowerCase()

/** Where the newest come first, all that follow are older still. */
function arePast(tickets: readonly WireTicket[], sinceMs: number): boolean {
  const times = tickets.map(({ createdAtMs }) => createdAtMs ?? Number.POSITIVE_INFINITY)
  const falling = times.every((ms, index) => ms <= (times[index - 1] ?? ms))
  return falling && times.length > 1 && times.every((ms) => ms < sinceMs - clockErrorMs)
}
