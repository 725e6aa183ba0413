/** What the customer has said about the whole conversation: that it is solved, and how the help was. */
import { sql } from 'kysely'
import type { Database } from '#lib/db/db.ts'
import { type Rating, readPayload } from '#lib/helpdesk/payload.ts'
import { type Delivery, deliveryOf } from './timeline.ts'

export interface Marks {
  /** The newest solution; its place in the thread's order says whether a message has come after it. */
  readonly solution: (Mark & { readonly position: number; readonly markedAtMs: number }) | null
  readonly rating: (Mark & Rating) | null
}

interface Mark {
  readonly delivery: Delivery
}

/** @throws when the database cannot be read. */
export async function readMarks({ kysely }: Database, threadId: string): Promise<Marks> {
  const rows = await kysely
    .selectFrom('outbox')
    .select(['kind', 'payload', 'state', 'attempts', 'created_ms', 'position'])
    .where('thread_id', '=', threadId)
    .where(isMark)
    .orderBy('position')
    .execute()
  const solved = rows.findLast(({ kind }) => kind === 'solution')
  const rated = rows.find(({ kind }) => kind === 'rating')
  const content = rated && readPayload(rated.kind, rated.payload)
  return {
    solution: solved
      ? { delivery: deliveryOf(solved), position: solved.position, markedAtMs: solved.created_ms }
      : null,
    rating: rated && content?.kind === 'rating' ? { delivery: deliveryOf(rated), ...content.rating } : null,
  }
}

/** Written out, not bound: only so do both engines see that the small index answers it. */
const isMark = sql<boolean>`kind not in ('request', 'reply')`
