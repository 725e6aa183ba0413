/** A conversation in one piece, as far back as a customer's records need it. */
import { loadThread, type ThreadView } from './thread.ts'
import type { Entry } from './timeline.ts'

/** The newest 270 messages at least, oldest first; `hasEarlier` says whether there are more. Null as `loadThread`. */
export async function loadRecord(token: unknown): Promise<ThreadView | null> {
  const newest = await loadThread(token, 3)
  let earliest = newest
  const views = newest ? [newest] : []
  for (let pages = 6; earliest?.hasEarlier && pages <= mostPages; pages += 3) {
    earliest = await loadThread(token, pages)
    if (earliest) views.unshift(earliest)
  }
  if (!newest || !earliest) return null
  return {
    ...newest,
    entries: onceEach(views.flatMap(({ entries }) => entries)),
    hasEarlier: earliest.hasEarlier,
    answersReadable: views.every(({ answersReadable }) => answersReadable),
  }
}

/** Three pages to a view, five calls to each: what one download may cost the helpdesk is bounded. */
const mostPages = 9

const onceEach = (entries: readonly Entry[]) => [
  ...new Map(entries.map((entry) => [entry.id, entry])).values(),
]
