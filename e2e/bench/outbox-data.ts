/** Requests that wait in the outbox, as many as somebody wants. */
import type { Database } from '#lib/db/db.ts'
import { hashOf } from '#lib/db/hash.ts'
import { newId, newRow } from '#lib/outbox/append.ts'
import { nextLetter } from './letters.ts'

/** Rows as acceptance writes them, a thousand in a transaction. */
export async function fillOutbox({ kysely }: Database, pending: number): Promise<void> {
  for (let written = 0; written < pending; ) {
    const part = Math.min(1_000, pending - written)
    await kysely.transaction().execute(async (transaction) => {
      for (let index = 0; index < part; index += 1) {
        const { requestId, tokens, conversation } = nextLetter()
        const nowMs = Date.now()
        const id = newId('thr')
        await transaction
          .insertInto('thread')
          .values(threadRow(id, tokens[0], conversation, nowMs))
          .execute()
        await transaction
          .insertInto('outbox')
          .values({
            ...newRow({ id: newId('cf'), kind: 'request', threadId: id, position: 0, nowMs }),
            request_hash: hashOf(requestId),
            fingerprint: '',
            payload: JSON.stringify(conversation),
          })
          .execute()
      }
    })
    written += part
  }
}

const threadRow = (
  id: string,
  token: string,
  { subject, customer }: ReturnType<typeof nextLetter>['conversation'],
  nowMs: number,
) => ({
  id,
  token_hash: hashOf(token),
  reference: id.slice(-9),
  form: 'support',
  subject,
  customer_name: customer.name,
  customer_email: customer.email,
  created_ms: nowMs,
  active_ms: nowMs,
})
