/** The messages of a conversation in their order, under a heading that only assistive technology needs. */
import type { ReactNode } from 'react'
import { DownIcon, UpIcon } from '#components/page/icon.tsx'

interface MessageListProps {
  readonly heading: string
  /** To the page of older messages. */
  readonly earlier?: Way
  /** Back towards the newest, from a page that does not reach it. */
  readonly later?: Way
  readonly children: ReactNode
}

interface Way {
  readonly href: string
  readonly words: string
}

export function MessageList({ heading, earlier, later, children }: MessageListProps) {
  return (
    <section id="messages" className="messages" aria-labelledby="messages-heading">
      <h2 id="messages-heading" className="sr-only">
        {heading}
      </h2>
      {earlier ? (
        <p className="messages-way">
          <a className="jump" href={earlier.href}>
            <UpIcon className="icon icon-small" />
            {earlier.words}
          </a>
        </p>
      ) : null}
      {children}
      {later ? (
        <p className="messages-way">
          <a className="jump" href={later.href}>
            <DownIcon className="icon icon-small" />
            {later.words}
          </a>
        </p>
      ) : null}
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
