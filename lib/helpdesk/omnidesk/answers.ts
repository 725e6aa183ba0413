/** What Omnidesk has, asked for and understood, or a HelpdeskError; never another ticket than the one asked for. */
import { HelpdeskError } from '../error.ts'
import type { Http } from '../http.ts'
import { readTicket, readTickets, type WireTicket } from './wire.ts'

/** One ticket with its timeline. @throws HelpdeskError */
export async function getTicket(http: Http, ticketId: number, timeZone: string): Promise<WireTicket> {
  const answer = await http({ method: 'GET', path: ['ticket', String(ticketId)] })
  const ticket = understood(readTicket(answer.json, timeZone), 'is no ticket')
  return understood(ticket.id === null || ticket.id === ticketId ? ticket : null, 'is about another ticket')
}

/** Up to a hundred tickets from `start` on; in which order is not documented. @throws HelpdeskError */
export async function getTickets(http: Http, start: number, timeZone: string): Promise<WireTicket[]> {
  const query = { itemStart: String(start), itemLimit: '100' }
  const answer = await http({ method: 'GET', path: ['ticket'], query })
  return understood(readTickets(answer.json, timeZone), 'is no list of tickets')
}

/** What was read of an answer. @throws HelpdeskError for null: something may have been created all the same. */
export function understood<Value>(read: Value | null, problem: string): Value {
  if (read !== null) return read
  throw new HelpdeskError(`the helpdesk's answer ${problem}`, { code: 'malformed', outcome: 'unknown' })
}

/** What is not there any more (404) reads as null. @throws HelpdeskError */
export async function unlessGone<Value>(read: Promise<Value>): Promise<Value | null> {
  try {
    return await read
  } catch (error) {
    if (error instanceof HelpdeskError && error.status === 404) return null
    throw error
  }
}
