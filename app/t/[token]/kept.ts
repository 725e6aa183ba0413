/** Where a reply that came back with mistakes is kept: at its own thread, without the thread's token. */
import { hashOf } from '#lib/db/hash.ts'

export const keptReplyPlace = (token: string) => `thread:${hashOf(token)}`
