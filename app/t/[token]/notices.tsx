/** What is to be said about the whole conversation, if anything: one sentence, the most pressing one. */
import { ThreadNotice } from '#components/thread/thread-notice.tsx'
import type { FormDefinition } from '#lib/form/definition.ts'
import { formatHours } from '#lib/i18n/format.ts'
import type { ThreadView } from '#lib/threads/thread.ts'
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
  if (thread.status === 'resolved') return <ThreadNotice kind="resolved" words={t('thread.resolved')} />
  if (thread.hasEarlier || thread.hasLater || thread.entries.some((entry) => !entry.own)) return null
  if (thread.answersByEmail) return <ThreadNotice kind="no-answer" words={t('thread.answersByEmail')} />
  const hours = form?.answersWithinHours
  const words = hours
    ? t('thread.noAnswer', { duration: formatHours(t.locale, hours) })
    : t('thread.noAnswerPlain')
  return <ThreadNotice kind="no-answer" words={words} />
}
