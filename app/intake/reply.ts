/** What both doors of a reply box do with what was typed: check it, commit it, try to deliver it, and say what is true. */
import { database } from '#lib/db/open.ts'
import { cleanText } from '#lib/form/clean.ts'
import { formAt } from '#lib/form/definition.ts'
import { findMistake } from '#lib/form/rules.ts'
import type { ReplyState } from '#lib/form/state.ts'
import { support } from '#lib/form/support.ts'
import { underPressure } from '#lib/guard/pressure.ts'
import type { Translate } from '#lib/i18n/translator.ts'
import { log } from '#lib/log/log.ts'
import { outbox } from '#lib/outbox/outbox.ts'
import { newToken, openThread, type Thread } from '#lib/threads/access.ts'
import { replyView } from '../field-views.ts'
import { deliverWithinMs } from './acceptance.ts'
import { attachFiles, fileMistakes, reusedNotice } from './files.ts'
import { type Posted, requestIdOf } from './posted.ts'
import { refuseReplyUntil, tooManyNotice } from './suspicion.ts'

/**
 * Takes a reply to the thread that `token` opens; null when it opens none. `accepted` is answered only after the
 * row is committed. Author and visibility are the server's: nothing in the request can choose them.
 */
export async function takeReply(t: Translate, token: unknown, posted: Posted): Promise<ReplyState | null> {
  const thread = await openThread(await database(), token)
  if (!thread) return null
  const { field, sentences } = replyView(t)
  const text = cleanText(posted.read('message'), field.kind)
  const mistake = findMistake(field, text)
  const errors = {
    ...(mistake && { message: sentences[mistake] ?? '' }),
    ...fileMistakes(t, posted, mistake !== null),
  }
  if (Object.keys(errors).length > 0) return { state: 'invalid', errors, text }
  if (posted.read('preview') !== '') return { state: 'previewed', text }
  return accept(t, thread, posted, text)
}

/** Whether the page called the conversation resolved; it says nothing but which words are for the customer. */
export const isReopening = ({ read }: Posted) => read('resolved') !== ''

/** What is true of a reply that was accepted. */
export function repliedNotice(
  t: Translate,
  { delivered, isReopening }: { readonly delivered: boolean; readonly isReopening: boolean },
): string {
  if (isReopening) return delivered ? t('thread.reopened') : t('thread.reopenedSaved')
  return delivered ? t('thread.replySent') : t('thread.replySaved')
}

async function accept(t: Translate, thread: Thread, posted: Posted, text: string): Promise<ReplyState> {
  const requestId = requestIdOf(posted)
  try {
    const untilMs = await refuseReplyUntil(thread, posted)
    if (untilMs !== null) {
      const { timeZone } = formAt(support(), thread.form) ?? { timeZone: 'UTC' }
      return { state: 'refused', notice: tooManyNotice(t, { timeZone }, untilMs), requestId, text }
    }
    const box = await outbox()
    const customer = { name: thread.customer_name, email: thread.customer_email }
    const message = { body: text, customer, ...(await attachFiles(t, posted, requestId)) }
    const acceptance = await underPressure(() => box.acceptReply({ threadId: thread.id, requestId, message }))
    if (acceptance.outcome === 'reused')
      return { state: 'refused', notice: reusedNotice(t, posted), requestId: newToken(), text }
    const delivered = await box.deliverNow(acceptance.id, deliverWithinMs)
    const notice = repliedNotice(t, { delivered, isReopening: isReopening(posted) })
    return { state: 'accepted', notice, requestId: newToken() }
  } catch (error) {
    log().error({ err: error }, 'a reply could not be stored')
    return { state: 'refused', notice: t('form.refused'), requestId, text }
  }
}
