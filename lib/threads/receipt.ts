/** What a customer is told right after sending, from our own rows alone: no helpdesk is asked, so nothing can hold it up. */
import type { Database } from '#lib/db/db.ts'
import { openThread } from './access.ts'
import { readLatest } from './own.ts'

export interface Receipt {
  readonly form: string
  readonly reference: string
  readonly customerName: string
  /** `held`: saved, and a person has to look at it before it can go on. */
  readonly state: 'sent' | 'saved' | 'held'
}

/** The receipt of the thread that `token` opens; null as `openThread`. */
export async function readReceipt(database: Database, token: unknown): Promise<Receipt | null> {
  const thread = await openThread(database, token)
  if (!thread) return null
  const { own } = await readLatest(database, thread.id)
  const isHeld = own[0]?.state === 'parked'
  return {
    form: thread.form,
    reference: thread.reference,
    customerName: thread.customer_name,
    state: thread.conversation !== null ? 'sent' : isHeld ? 'held' : 'saved',
  }
}
