/** What is to be said about the whole conversation, if anything: one sentence, the most pressing one. */
import { ThreadNotice } from '#components/thread/thread-notice.tsx'
import type { FormDefinition } from '#lib/form/definition.ts'
import { formatDate } from '#lib/i18n/format.ts'
import type { Translate } from '#lib/i18n/translator.ts'
import type { ThreadView } from '#lib/threads/thread.ts'
import { expectationOf } from '../../expectation.ts'
import { wordsHere } from '../../language.ts'

export async function Notices({
  thread,
  form,
}: {
  readonly thread: ThreadView
  readonly form: FormDefinition | null
}) {
  const t = await wordsHere()
  if (!thread.answersReadable) return <ThreadNotice kind="unreadable" words={t('thread.unreadable')} />
  if (thread.solution) return <ThreadNotice kind="resolved" words={solvedWords(t, thread.solution, form)} />
  if (thread.status === 'resolved') return <ThreadNotice kind="resolved" words={t('thread.resolved')} />
  // The team has nothing to answer yet; the message itself says how far it has come.
  if (thread.status === 'saved') return null
  if (thread.hasEarlier || thread.hasLater || thread.entries.some((entry) => !entry.own)) return null
  if (thread.answersByEmail) return <ThreadNotice kind="quiet" words={t('thread.answersByEmail')} />
  const words = expectationOf(t, form, {
    back: (time) => t('thread.noAnswerBack', { time }),
    usual: (duration) => t('thread.noAnswer', { duration }),
  })
  return <ThreadNotice kind="quiet" words={words ?? t('thread.noAnswerPlain')} />
}

/** By the customer's own word, and whether the team has heard it. */
function solvedWords(
  t: Translate,
  { markedAtMs, delivery }: NonNullable<ThreadView['solution']>,
  form: FormDefinition | null,
): string {
  const words = t('thread.solved', { date: formatDate(t.locale, form?.timeZone ?? 'UTC', markedAtMs) })
  return delivery === 'delivered' ? words : `${words} ${t(`thread.delivery.${delivery}`)}`
}
