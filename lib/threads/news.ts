/** What a page that is open already asks for: whether anything is new, and what. */
import { createHash } from 'node:crypto'
import type { ThreadView } from './thread.ts'
import type { Entry } from './timeline.ts'

/** Stands for all that the newest part of a thread shows: another one means that something of it has changed. */
export function cursorOf({ entries, status, answersReadable, hasEarlier, ...marks }: ThreadView): string {
  const shown = entries.map(({ id, body, delivery, authorName }) => [id, body, delivery, authorName])
  const said = [marks.solution?.delivery, marks.rating?.delivery]
  const content = JSON.stringify([status, answersReadable, hasEarlier, shown, said])
  const hash = createHash('sha256').update(content).digest('base64url').slice(0, 16)
  const numbers = [...newestOf(entries.filter(isForeign)), newestOf(settled(entries))[0]]
  return [...numbers.map((number) => number.toString(36)), hash].join('.')
}

/** What came after `cursor`, and own messages that were not delivered then; all when `cursor` is none of ours. */
export function entriesAfter({ entries }: ThreadView, cursor: string | null): readonly Entry[] {
  if (!cursor || !/^(?:[0-9a-z]{1,9}\.){3}[\w-]{16}$/.test(cursor)) return entries
  const [foreignMs = 0, seen = 0, settledMs = 0] = cursor.split('.').map((part) => Number.parseInt(part, 36))
  const ofThatMoment = entries.filter((entry) => isForeign(entry) && entry.createdAtMs === foreignMs)
  const isNew = (entry: Entry) =>
    isForeign(entry)
      ? entry.createdAtMs > foreignMs || ofThatMoment.indexOf(entry) >= seen
      : entry.createdAtMs > settledMs
  return entries.filter(isNew)
}

/** Our own clock stamps what was sent from here, the helpdesk's the rest: each is compared with its own. */
const isForeign = ({ delivery }: Entry) => delivery === null

/** Of what was sent from here, all before the first that is not delivered. */
function settled(entries: readonly Entry[]): readonly Entry[] {
  const own = entries.filter((entry) => !isForeign(entry))
  const waiting = own.findIndex(({ delivery }) => delivery !== 'delivered')
  return waiting === -1 ? own : own.slice(0, waiting)
}

/** The time of the newest, and how many are of that time: some helpdesks count in whole seconds. */
function newestOf(entries: readonly Entry[]): [number, number] {
  const newestMs = Math.max(0, ...entries.map(({ createdAtMs }) => createdAtMs))
  return [newestMs, entries.filter(({ createdAtMs }) => createdAtMs === newestMs).length]
}
