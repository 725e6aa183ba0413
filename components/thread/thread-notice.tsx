/** What is to be said about the whole conversation: resolved, unreadable for the moment, or something that asks for nothing. */
import { DoneIcon, WarningIcon } from '#components/page/icon.tsx'
import { SentenceText } from '#components/page/local-time.tsx'
import type { Sentence } from '#lib/form/sentence.ts'

interface ThreadNoticeProps {
  readonly kind: 'resolved' | 'confirmed' | 'unreadable' | 'quiet'
  readonly words: Sentence
}

export function ThreadNotice({ kind, words }: ThreadNoticeProps) {
  if (kind === 'quiet')
    return (
      <p className="thread-quiet">
        <SentenceText sentence={words} />
      </p>
    )
  const isGood = kind !== 'unreadable'
  const NoticeIcon = isGood ? DoneIcon : WarningIcon
  return (
    <div className={isGood ? 'banner banner-success thread-notice' : 'banner banner-warn thread-notice'}>
      <NoticeIcon />
      <p>
        <SentenceText sentence={words} />
      </p>
    </div>
  )
}
