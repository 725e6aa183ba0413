/** One message at the desk. Who wrote it, and for whom, is said in words; shape and ground only repeat it. */
import type { ReactNode } from 'react'
import { HeldIcon, LockIcon } from '#components/page/icon.tsx'
import { Age } from '#components/thread/age.tsx'
import { FileList, type FileRow } from '#components/thread/message-item.tsx'

interface DeskMessageProps {
  /** Target of links to this message. */
  readonly id: string
  readonly kind: 'customer' | 'staff' | 'note' | 'held'
  readonly author: string
  /** "Customer", "Team", "Internal note". */
  readonly role: string
  /** "Mia Berg, customer, 3:05 PM": the heading as it is heard. */
  readonly spoken: string
  readonly initials: string
  readonly time: { readonly dateTime: string; readonly words: string }
  readonly files: readonly FileRow[]
  /** The body, already made safe. */
  readonly children: ReactNode
}

const classes = {
  customer: 'message',
  staff: 'message message-staff',
  note: 'message message-note',
  held: 'message message-held',
}

export function DeskMessage(props: DeskMessageProps) {
  const { id, kind, author, role, spoken, initials, time, files, children } = props
  return (
    <article id={id} className={classes[kind]} tabIndex={-1} data-step>
      <span className="avatar" aria-hidden="true">
        {kind === 'note' ? <LockIcon className="icon icon-small" /> : initials}
      </span>
      <div className="message-main">
        <h3 className="sr-only">{spoken}</h3>
        <p className="message-line" aria-hidden="true">
          <bdi className="font-semibold">{author}</bdi>
          <span className="tag">
            {kind === 'held' ? <HeldIcon className="icon icon-small" /> : null}
            {role}
          </span>
          <time className="text-xs text-muted" dateTime={time.dateTime}>
            {time.words}
          </time>
          <Age dateTime={time.dateTime} />
        </p>
        <div className="message-body prose" dir="auto">
          {children}
        </div>
        <FileList files={files} />
      </div>
    </article>
  )
}
