/** Tells the news of a message within the transaction that stores it: both are there, or neither. */
import type { Kysely } from 'kysely'
import type { Schema } from '#lib/db/schema.ts'
import { type Desk, staffMember } from './desk.ts'
import type { Draft } from './draft.ts'
import type { NewsPlace } from './news.ts'

interface Stored {
  readonly messageId: string
  readonly conversation: NewsPlace
  /** Null as long as nobody has taken it. */
  readonly assignee: string | null
  readonly isFirst: boolean
}

/** Notes are nobody's news, nor is what its sender wants nobody to be told of (helpdesk-apis.md 3.1). */
export async function announce(
  trx: Kysely<Schema>,
  desk: Desk,
  { isNote, suppressed, fromStaff }: Pick<Draft, 'isNote' | 'suppressed' | 'fromStaff'>,
  { messageId, conversation, assignee, isFirst }: Stored,
): Promise<void> {
  if (isNote || suppressed || !desk.announce) return
  const kind = fromStaff ? 'answer' : isFirst ? 'request' : 'reply'
  const owner = assignee === null ? null : staffMember(desk, assignee)
  const team = (owner ? [owner] : desk.staff).map(({ email }) => email)
  await desk.announce(trx, { kind, messageId, conversation, team })
}
