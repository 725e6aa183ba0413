/** What a message makes news of, for whoever is to be told: said within the transaction that stores it, so it is told or not there. */
import type { Kysely } from 'kysely'
import type { Schema } from '#lib/db/schema.ts'
import { type Desk, staffMember } from './desk.ts'
import type { Draft } from './draft.ts'

export interface News {
  /** `request`: a customer began a conversation. `reply`: they wrote in it again. `answer`: staff wrote to them. */
  readonly kind: 'request' | 'reply' | 'answer'
  readonly messageId: string
  readonly conversation: NewsPlace
  /** Addresses of the staff whom it is for. */
  readonly team: readonly string[]
}

interface NewsPlace {
  readonly channel: string
  /** `data.deskbell_id`, if it was opened with one. */
  readonly openKey: string | null
}

/** @throws when the database does not take it: then nothing is stored. */
export type Announce = (trx: Kysely<Schema>, news: News) => Promise<void>

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
