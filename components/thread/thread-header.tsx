/** The head of a conversation: what it is about, where it stands, and how to refer to it. */
import { ClockIcon, DownIcon, HourglassIcon, SpeechIcon, TickIcon } from '#components/page/icon.tsx'

/** Derived from the last message and the helpdesk's state, never its raw words. */
export type ThreadStatus = 'saved' | 'with-team' | 'answered' | 'resolved'

export interface ThreadHeaderProps {
  readonly subject: string
  readonly status: ThreadStatus
  readonly statusWord: string
  readonly reference: { readonly label: string; readonly value: string }
  readonly opened: { readonly label: string; readonly dateTime: string; readonly date: string }
  /** "Times are in UTC". */
  readonly zone: string
  /** To a file of the conversation. */
  readonly download?: { readonly href: string; readonly words: string }
  /** Ways down, for conversations longer than a screen; the first one stands as a button. */
  readonly jumps?: readonly { readonly href: string; readonly words: string }[]
}

const statusIcons = { saved: ClockIcon, 'with-team': HourglassIcon, answered: SpeechIcon, resolved: TickIcon }

export function ThreadHeader({
  subject,
  status,
  statusWord,
  reference,
  opened,
  zone,
  download,
  jumps,
}: ThreadHeaderProps) {
  const StatusIcon = statusIcons[status]
  return (
    <header>
      <h1 className="page-heading" dir="auto">
        {subject}
      </h1>
      <div className="thread-facts">
        <p className="chip">
          <StatusIcon className="icon icon-small" />
          {statusWord}
        </p>
        <p>
          {reference.label} <bdi className="text-text">{reference.value}</bdi>
        </p>
        <p>
          {opened.label} <time dateTime={opened.dateTime}>{opened.date}</time>
        </p>
        <p>{zone}</p>
        {download ? (
          <p className="thread-download">
            <a href={download.href} download>
              {download.words}
            </a>
          </p>
        ) : null}
      </div>
      {jumps && jumps.length > 0 ? (
        <p className="thread-jumps">
          {jumps.map(({ href, words }, index) => (
            <a key={href} className={index === 0 ? 'button' : 'jump'} href={href}>
              {words}
              <DownIcon className="icon icon-small" />
            </a>
          ))}
        </p>
      ) : null}
    </header>
  )
}
