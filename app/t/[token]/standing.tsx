/** Where a conversation stands, and what its customer can say about that: it is solved, and how the help was. */
import { RatingForm } from '#components/thread/rating-form.tsx'
import { SolvedForm } from '#components/thread/solved-form.tsx'
import { ThreadNotice } from '#components/thread/thread-notice.tsx'
import type { FormDefinition } from '#lib/form/definition.ts'
import { findKeptForm } from '#lib/guard/kept-form.ts'
import type { Translate } from '#lib/i18n/translator.ts'
import { newToken } from '#lib/threads/access.ts'
import type { ThreadView } from '#lib/threads/thread.ts'
import { ratingValues } from '../../intake/marks.ts'
import { wordsHere } from '../../language.ts'
import { inManner, ratingPath, solvedPath } from '../../paths.ts'
import { keptMarkPlace } from './kept.ts'
import { Notices } from './notices.tsx'

interface Props {
  readonly token: string
  readonly thread: ThreadView
  readonly form: FormDefinition | null
  /** By the address of the page. */
  readonly asked: Readonly<Record<string, unknown>>
}

export async function Standing({ token, thread, form, asked }: Props) {
  const t = await wordsHere()
  const isOpen = thread.status === 'with-team' || thread.status === 'answered'
  const kept = await findKeptForm(keptMarkPlace(token), asked.again, Date.now())
  return (
    <>
      <div id="standing" role="status" tabIndex={-1}>
        <Notices thread={thread} form={form} />
      </div>
      {isOpen && thread.can.resolve ? (
        <SolvedForm
          target={inManner(solvedPath(token), asked)}
          requestId={newToken()}
          notice={kept?.notice ?? null}
          words={{
            question: t('thread.solve.question'),
            button: t('thread.solve.button'),
            unconfirmed: t('form.unconfirmed'),
          }}
        />
      ) : null}
      {thread.status === 'resolved' && thread.can.rate && !thread.rating ? (
        <RatingForm
          target={inManner(ratingPath(token), asked)}
          requestId={newToken()}
          notice={kept?.notice ?? null}
          typed={kept?.values ?? {}}
          words={ratingWords(t)}
        />
      ) : null}
      {thread.status === 'resolved' && thread.rating ? (
        <ThreadNotice kind="quiet" words={ratingGiven(t, thread.rating)} />
      ) : null}
    </>
  )
}

const ratingNames = { 1: 'veryBad', 2: 'bad', 3: 'okay', 4: 'good', 5: 'veryGood' } as const

const ratingWords = (t: Translate) => ({
  question: t('rating.question'),
  values: ratingValues.map((value) => ({ value: String(value), word: t(`rating.${ratingNames[value]}`) })),
  comment: t('rating.comment'),
  optional: t('form.optional'),
  send: t('rating.send'),
  unconfirmed: t('form.unconfirmed'),
})

/** What became of it is said only as long as it matters. */
function ratingGiven(t: Translate, { value, delivery }: NonNullable<ThreadView['rating']>): string {
  const words = t('rating.given', { rating: t(`rating.${ratingNames[value]}`) })
  return delivery === 'delivered' ? words : `${words} ${t(`thread.delivery.${delivery}`)}`
}
