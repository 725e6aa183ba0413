/** What a message makes news of, for whoever is to be told. */
import type { Kysely } from 'kysely'
import type { Schema } from '#lib/db/schema.ts'

export interface News {
  /** `request`: a customer began a conversation. `reply`: they wrote in it again. `answer`: staff wrote to them. */
  readonly kind: 'request' | 'reply' | 'answer'
  readonly messageId: string
  readonly conversation: NewsPlace
  /** Addresses of the staff whom it is for. */
  readonly team: readonly string[]
}

export interface NewsPlace {
  readonly channel: string
  /** `data.deskbell_id`, if it was opened with one. */
  readonly openKey: string | null
}

/** @throws when the database does not take it: then nothing is stored. */
export type Announce = (trx: Kysely<Schema>, news: News) => Promise<void>
