/** One message. Who wrote it is said in words; shape and ground only repeat it. */
import type { ReactNode } from 'react'
import { ClockIcon, HeldIcon, RetryIcon, TickIcon } from '#components/page/icon.tsx'
import { Age } from './age.tsx'

export type Delivery = 'sending' | 'saved' | 'delivered' | 'delayed' | 'parked'

export interface MessageItemProps {
  /** Target of links to this message. */
  readonly id: string
  readonly role: 'customer' | 'staff'
  /** "You", or the name of who answered. */
  readonly author: string
  /** "Harbour Goods support", beside the name of who answered. */
  readonly roleWord?: string
  /** "Maria, customer, 3:05 PM": the heading as it is heard. */
  readonly spoken: string
  /** For the round or square with the author's letters. */
  readonly initials: string
  readonly time: { readonly dateTime: string; readonly words: string }
  readonly delivery?: { readonly state: Delivery; readonly words: string }
  /** The body, already made safe. */
  readonly children: ReactNode
}

export function MessageItem(props: MessageItemProps) {
  const { id, role, author, roleWord, spoken, initials, time, delivery, children } = props
  return (
    <article id={id} className={role === 'staff' ? 'message message-staff' : 'message'} tabIndex={-1}>
      <span className="avatar" aria-hidden="true">
        {initials}
      </span>
      <div className="message-main">
        <h3 className="sr-only">{spoken}</h3>
        <p className="message-line" aria-hidden="true">
          <bdi className="font-semibold">{author}</bdi>
          {roleWord ? <span className="tag">{roleWord}</span> : null}
          <time className="text-xs text-muted" dateTime={time.dateTime}>
            {time.words}
          </time>
          <Age dateTime={time.dateTime} />
        </p>
        <div className="message-body prose" dir="auto">
          {children}
        </div>
        {delivery ? <DeliveryLine {...delivery} /> : null}
      </div>
    </article>
  )
}

const deliveryIcons = {
  sending: ClockIcon,
  saved: ClockIcon,
  delivered: TickIcon,
  delayed: RetryIcon,
  parked: HeldIcon,
}

function DeliveryLine({ state, words }: { readonly state: Delivery; readonly words: string }) {
  const DeliveryIcon = deliveryIcons[state]
  return (
    <p className={`delivery delivery-${state}`}>
      <DeliveryIcon className="icon icon-small" />
      {words}
    </p>
  )
}
