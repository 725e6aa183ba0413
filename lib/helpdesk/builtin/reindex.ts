/** The words of conversations that came before there was a search: written after a start, a few at a time. */
import { setImmediate as otherWork } from 'node:timers/promises'
import type { Kysely } from 'kysely'
import type { Schema } from '#lib/db/schema.ts'
import { indexAnew } from './words.ts'

/** Looked at in one statement: so many take less time than a page of the desk. */
const batchSize = 500

/**
 * Makes every conversation be found that has no words yet, each in a transaction of its own; what is done stays done when
 * the process ends meanwhile. @returns how many there were. @throws when the database fails.
 */
export async function indexUnindexed(kysely: Kysely<Schema>, signal: AbortSignal): Promise<number> {
  let indexed = 0
  for await (const id of idsOf(kysely)) {
    if (signal.aborted) return indexed
    await kysely.transaction().execute((trx) => indexAnew(trx, id))
    indexed += 1
    await otherWork()
  }
  return indexed
}

/** The ids of those without words, in order. */
async function* idsOf(kysely: Kysely<Schema>): AsyncGenerator<string> {
  for (let after = ''; ; ) {
    const batch = await kysely
      .selectFrom('helpdesk_conversation')
      .select(({ exists, selectFrom }) => [
        'id',
        exists(
          selectFrom('helpdesk_word')
            .select('word')
            .whereRef('conversation_id', '=', 'helpdesk_conversation.id'),
        ).as('has_words'),
      ])
      .where('id', '>', after)
      .orderBy('id')
      .limit(batchSize)
      .execute()
    for (const { id, has_words } of batch) if (!has_words) yield id
    const last = batch.at(-1)
    if (!last) return
    after = last.id
    await otherWork()
  }
}
