/** Where a reply that came back with mistakes is kept: at its own thread, without the thread's token. */
import { hashOf } from '#lib/db/hash.ts'

export const keptReplyPlace = (token: string) => `thread:${hashOf(token)}`

/** The same for the small forms that stand beside it. */
export const keptMarkPlace = (token: string) => `mark:${hashOf(token)}`
