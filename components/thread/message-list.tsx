/** The messages of a conversation in their order, under a heading that only assistive technology needs. */
import type { ReactNode } from 'react'
import { UpIcon } from '#components/page/icon.tsx'

interface MessageListProps {
  readonly heading: string
  /** To the page of older messages. */
  readonly earlier?: { readonly href: string; readonly words: string }
  readonly children: ReactNode
}

export function MessageList({ heading, earlier, children }: MessageListProps) {
  return (
    <section id="messages" className="messages" aria-labelledby="messages-heading">
      <h2 id="messages-heading" className="sr-only">
        {heading}
      </h2>
      {earlier ? (
        <p className="messages-earlier">
          <a className="jump" href={earlier.href}>
            <UpIcon className="icon icon-small" />
            {earlier.words}
          </a>
        </p>
      ) : null}
      {children}
    </section>
  )
}

/** A full date between the messages of two days. */
export function DaySeparator({ dateTime, date }: { readonly dateTime: string; readonly date: string }) {
  return (
    <p className="day">
      <time dateTime={dateTime}>{date}</time>
    </p>
  )
}
