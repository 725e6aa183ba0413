/** What the team's conversation at Ziik holds, asked for and understood, or a HelpdeskError. */
import { HelpdeskError } from '../error.ts'
import type { Http } from '../http.ts'
import { readMessages, type WireMessage } from './wire.ts'

/**
 * All messages of the conversation, oldest first. Where the newest come first, it is read only until a page has
 * nothing but what `isTooOld` to matter. How a list goes on is not documented: it is read until a page brings nothing new.
 * @throws HelpdeskError, also for a conversation that is longer than can be searched.
 */
export async function getMessages(
  http: Http,
  conversation: number,
  isTooOld: (message: WireMessage) => boolean,
): Promise<WireMessage[]> {
  const known = new Map<number, WireMessage>()
  for (let page = 1; page <= mostPages; page += 1) {
    const path = ['conversations', String(conversation), 'messages']
    const answer = await http({ method: 'GET', path, query: { limit: '100', page: String(page) } })
    const items = understood(readMessages(answer.json), 'is no list of messages')
    const fresh = items.filter(({ id }) => !known.has(id))
    for (const item of fresh) known.set(item.id, item)
    if (fresh.length === 0 || arePast(items, isTooOld)) return [...known.values()].sort(byTime)
  }
  throw new HelpdeskError('the helpdesk lists more than can be searched', {
    code: 'malformed',
    outcome: 'unknown',
  })
}

/** What was read of an answer. @throws HelpdeskError for null: something may have been created all the same. */
export function understood<Value>(read: Value | null, problem: string): Value {
  if (read !== null) return read
  throw new HelpdeskError(`the helpdesk's answer ${problem}`, { code: 'malformed', outcome: 'unknown' })
}

const mostPages = 100

/** For what was written after `sinceMs`, by our clock; clocks may have been wrong by two days, and nothing is sent twice. */
export const olderThan =
  (sinceMs: number) =>
  ({ createdAtMs }: WireMessage) =>
    createdAtMs !== null && createdAtMs < sinceMs - clockErrorMs

const clockErrorMs = 2 * 24 * 60 * 60_000

function arePast(items: readonly WireMessage[], isTooOld: (message: WireMessage) => boolean): boolean {
  const areFalling = items.every(({ id }, index) => id <= (items[index - 1]?.id ?? id))
  return items.length > 1 && areFalling && items.every(isTooOld)
}

/** Times are whole seconds; numbers are given in order. */
const byTime = (a: WireMessage, b: WireMessage) => (a.createdAtMs ?? 0) - (b.createdAtMs ?? 0) || a.id - b.id
