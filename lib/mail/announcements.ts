/** News of the built-in helpdesk as mail: a notice for the team, and for the customer what staff have written to them. */
import type { Kysely } from 'kysely'
import type { Schema } from '#lib/db/schema.ts'
import type { Announce, News } from '#lib/helpdesk/builtin/news.ts'
import { queueMail } from './mail.ts'

/** Queues mail with whatever causes it. @param unread addresses of staff that nobody reads. */
export const announceByMail =
  (unread: readonly string[], nowMs: () => number): Announce =>
  async (trx, news) => {
    const thread = await findThread(trx, news.conversation)
    const cause = { network: null, nowMs: nowMs() }
    if (news.kind === 'answer') {
      if (!thread) return
      // Only an address that its owner has confirmed gets words that somebody typed (security.md 2.10).
      const kind = thread.verified_ms === null ? 'answered' : 'answer'
      const content = JSON.stringify({ message: news.messageId } satisfies AnswerContent)
      await queueMail(trx, { kind, recipient: thread.customer_email, threadId: thread.id, content }, cause)
      return
    }
    const content = JSON.stringify(contentOf(news.kind, news, thread?.reference ?? null))
    // In one order everywhere: two that tell the same people never wait for each other in a circle.
    for (const recipient of news.team.filter((email) => !unread.includes(email)).toSorted()) {
      const notice = { recipient, ...(thread && { threadId: thread.id }) }
      const queueing = await queueMail(trx, { kind: 'notice', ...notice, content }, cause)
      if (queueing === 'withheld') await queueMail(trx, { kind: 'flood', recipient }, cause)
    }
  }

/** Of an answer to a customer. */
export interface AnswerContent {
  readonly message: string
}

/** Of a notice to staff. */
export interface NoticeContent {
  readonly kind: 'request' | 'reply'
  /** Of the customer's page; null when the conversation has none. */
  readonly reference: string | null
  /** The slug. */
  readonly channel: string
}

const contentOf = (
  kind: NoticeContent['kind'],
  { conversation: { channel } }: News,
  reference: string | null,
): NoticeContent => ({ kind, reference, channel })

/** The customer's page on a conversation that was opened with the key of their request. */
async function findThread(trx: Kysely<Schema>, { openKey }: News['conversation']) {
  if (openKey === null) return null
  const thread = await trx
    .selectFrom('thread')
    .innerJoin('outbox', 'outbox.thread_id', 'thread.id')
    .select(['thread.id', 'reference', 'customer_email', 'verified_ms'])
    .where('outbox.id', '=', openKey)
    .executeTakeFirst()
  return thread ?? null
}
