/** What both doors of a reply box do with what was typed: check it, commit it, try to deliver it, and say what is true. */
import { database } from '#lib/db/open.ts'
import { findMistake } from '#lib/form/rules.ts'
import type { ReplyState } from '#lib/form/state.ts'
import { cleanText } from '#lib/form/submission.ts'
import { translator } from '#lib/i18n/translator.ts'
import { log } from '#lib/log/log.ts'
import { outbox } from '#lib/outbox/outbox.ts'
import { isToken, newToken, openThread, type Thread } from '#lib/threads/access.ts'
import { replyView } from '../field-views.ts'
import { deliverWithinMs } from './request.ts'

/**
 * Takes a reply to the thread that `token` opens; null when it opens none. `accepted` is answered only after the
 * row is committed. Author and visibility are the server's: nothing in the request can choose them.
 */
export async function takeReply(token: unknown, read: (name: string) => string): Promise<ReplyState | null> {
  const thread = await openThread(await database(), token)
  if (!thread) return null
  const { field, sentences } = replyView()
  const text = cleanText(read('message'), field.kind)
  const mistake = findMistake(field, text)
  if (mistake) return { state: 'invalid', error: sentences[mistake] ?? '', text }
  const requestId = isToken(read('request')) ? read('request') : newToken()
  return accept(thread, requestId, text)
}

async function accept(thread: Thread, requestId: string, text: string): Promise<ReplyState> {
  const t = translator()
  try {
    const box = await outbox()
    const customer = { name: thread.customer_name, email: thread.customer_email }
    const message = { body: text, customer }
    const acceptance = await box.acceptReply({ threadId: thread.id, requestId, message })
    if (acceptance.outcome === 'reused')
      return { state: 'refused', notice: t('form.reused'), requestId: newToken(), text }
    const delivered = await box.deliverNow(acceptance.id, deliverWithinMs)
    const notice = delivered ? t('thread.replySent') : t('thread.replySaved')
    return { state: 'accepted', notice, requestId: newToken() }
  } catch (error) {
    log().error({ err: error }, 'a reply could not be stored')
    return { state: 'refused', notice: t('form.refused'), requestId, text }
  }
}
