/** The head of a conversation at the desk: what it is about, whose it is, where it stands, and what to do about that. */
import type { ReactNode } from 'react'
import { DownIcon } from '#components/page/icon.tsx'
import { StatusChip, type StatusChipProps } from './status-chip.tsx'

interface ConversationHeaderProps {
  readonly back: { readonly href: string; readonly words: string }
  readonly subject: string
  readonly status: StatusChipProps
  readonly customer: string
  readonly opened: { readonly label: string; readonly dateTime: string; readonly words: string }
  /** "Times are in UTC". */
  readonly zone: string
  readonly jumps: readonly { readonly href: string; readonly words: string }[]
  /** Changes the status. */
  readonly children: ReactNode
}

export function ConversationHeader(props: ConversationHeaderProps) {
  const { back, subject, status, customer, opened, zone, jumps, children } = props
  return (
    <header>
      <p className="desk-back">
        <a href={back.href}>{back.words}</a>
      </p>
      <h1 className="page-heading" dir="auto">
        {subject}
      </h1>
      <div className="thread-facts">
        <StatusChip {...status} />
        <bdi className="text-text">{customer}</bdi>
        <span>
          {opened.label} <time dateTime={opened.dateTime}>{opened.words}</time>
        </span>
        <span>{zone}</span>
      </div>
      {children}
      <p className="thread-jumps desk-jumps">
        {jumps.map(({ href, words }) => (
          <a key={href} className="jump" href={href}>
            {words}
            <DownIcon className="icon icon-small" />
          </a>
        ))}
      </p>
    </header>
  )
}
