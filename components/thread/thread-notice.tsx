/** What is to be said about the whole conversation: resolved, unreadable for the moment, or something that asks for nothing. */
import { DoneIcon, WarningIcon } from '#components/page/icon.tsx'

interface ThreadNoticeProps {
  readonly kind: 'resolved' | 'confirmed' | 'unreadable' | 'quiet'
  readonly words: string
}

export function ThreadNotice({ kind, words }: ThreadNoticeProps) {
  if (kind === 'quiet') return <p className="thread-quiet">{words}</p>
  const isGood = kind !== 'unreadable'
  const NoticeIcon = isGood ? DoneIcon : WarningIcon
  return (
    <div className={isGood ? 'banner banner-success thread-notice' : 'banner banner-warn thread-notice'}>
      <NoticeIcon />
      <p>{words}</p>
    </div>
  )
}
