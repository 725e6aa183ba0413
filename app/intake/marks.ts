/** What a customer says about a whole conversation: that it is solved, and how the help was. Committed before it is told. */
import { database } from '#lib/db/open.ts'
import { cleanText } from '#lib/form/clean.ts'
import type { MarkState } from '#lib/form/state.ts'
import type { Rating } from '#lib/helpdesk/payload.ts'
import type { Translate } from '#lib/i18n/translator.ts'
import { log } from '#lib/log/log.ts'
import { outbox } from '#lib/outbox/outbox.ts'
import { openThread } from '#lib/threads/access.ts'
import { deliverWithinMs } from './acceptance.ts'
import { type Posted, requestIdOf } from './posted.ts'

/** Marks the thread that `token` opens as solved; null when it opens none. The same form sent again marks it once. */
export async function takeSolution(t: Translate, token: unknown, posted: Posted): Promise<MarkState | null> {
  const thread = await openThread(await database(), token)
  if (!thread) return null
  try {
    const box = await outbox()
    const acceptance = await box.acceptSolution({ threadId: thread.id, requestId: requestIdOf(posted) })
    if (acceptance.outcome === 'accepted') await box.deliverNow(acceptance.id, deliverWithinMs)
    return { state: 'accepted' }
  } catch (error) {
    log().error({ err: error }, 'that a conversation is solved could not be stored')
    return { state: 'refused', notice: t('form.refused') }
  }
}

/** Rates the thread that `token` opens; null when it opens none. A rating that it already has stays as it is. */
export async function takeRating(t: Translate, token: unknown, posted: Posted): Promise<MarkState | null> {
  const thread = await openThread(await database(), token)
  if (!thread) return null
  const value = valueIn(posted.read('rating'))
  if (value === null) return { state: 'refused', notice: t('rating.choose') }
  const comment = cleanText(posted.read('comment'), 'multiline')
  if ([...comment].length > maxComment)
    return { state: 'refused', notice: t('rating.long', { max: maxComment }) }
  try {
    const box = await outbox()
    const acceptance = await box.acceptRating({ threadId: thread.id, rating: { value, comment } })
    if (acceptance.outcome === 'accepted') await box.deliverNow(acceptance.id, deliverWithinMs)
    return { state: 'accepted' }
  } catch (error) {
    log().error({ err: error }, 'a rating could not be stored')
    return { state: 'refused', notice: t('rating.unsaved') }
  }
}

/** From very bad to very good, as they stand on the page. */
export const ratingValues = [1, 2, 3, 4, 5] as const

const valueIn = (text: string): Rating['value'] | null =>
  ratingValues.find((value) => String(value) === text) ?? null

/** In Unicode code points. */
const maxComment = 2_000
