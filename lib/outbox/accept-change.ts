/** Acceptance of what is no message: that it is solved, and what the customer thinks of the help; committed like every message. */
import type { Database } from '#lib/db/db.ts'
import { hashOf } from '#lib/db/hash.ts'
import type { Rating } from '#lib/helpdesk/payload.ts'
import { type Acceptance, append } from './append.ts'

export interface AcceptedSolution {
  readonly threadId: string
  readonly requestId: string
}

export interface AcceptedRating {
  readonly threadId: string
  readonly rating: Rating
}

/** Commits that the customer marked their thread as solved. A later reply takes it back. @throws as `append` */
export const acceptSolution = (
  database: Database,
  { threadId, requestId }: AcceptedSolution,
  nowMs: number,
): Promise<Acceptance> =>
  append(database, threadId, {
    kind: 'solution',
    requestHash: hashOf(requestId),
    fingerprint: hashOf(JSON.stringify([threadId, 'solution'])),
    payload: '{}',
    nowMs,
  })

/** Commits the one rating of a thread; `reused` when it already has another one, which stays. @throws as `append` */
export const acceptRating = (
  database: Database,
  { threadId, rating }: AcceptedRating,
  nowMs: number,
): Promise<Acceptance> =>
  append(database, threadId, {
    kind: 'rating',
    requestHash: hashOf(`rating of ${threadId}`),
    fingerprint: hashOf(JSON.stringify([threadId, rating.value, rating.comment])),
    payload: JSON.stringify(rating),
    nowMs,
  })
