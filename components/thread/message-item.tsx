'use client'
/**
 * One message. Who wrote it is said in words; shape and ground only repeat it. Built in the browser too, so that the page
 * carries of each message only what differs.
 */
import type { ReactNode } from 'react'
import { ClockIcon, HeldIcon, RetryIcon, TickIcon, WarningIcon } from '#components/page/icon.tsx'
import { Age } from './age.tsx'
import { ArrivalLine } from './arrivals.tsx'

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
  readonly files?: readonly FileRow[]
  /** "This file could not be stored and was not sent: …" */
  readonly leftOut?: string
  readonly delivery?: { readonly state: Delivery; readonly words: string }
  /** The body, already made safe. */
  readonly children: ReactNode
}

export interface FileRow {
  readonly name: string
  /** "PDF". */
  readonly tag: string
  /** "1.8 MB", and why it cannot be opened; empty when nobody knows. */
  readonly meta: string
  /** Null when it cannot be opened, or not yet. */
  readonly href: string | null
}

export function MessageItem(props: MessageItemProps) {
  const { id, role, author, roleWord, spoken, initials, time, delivery, children } = props
  const { files = [], leftOut } = props
  return (
    <>
      {role === 'staff' ? <ArrivalLine id={id} /> : null}
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
          <FileList files={files} />
          {leftOut ? (
            <p className="delivery delivery-missing">
              <WarningIcon className="icon icon-small" />
              <span>{leftOut}</span>
            </p>
          ) : null}
          {delivery ? <DeliveryLine {...delivery} /> : null}
        </div>
      </article>
    </>
  )
}

/** Nothing when there are none. */
export function FileList({ files }: { readonly files: readonly FileRow[] }) {
  if (files.length === 0) return null
  return (
    <ul className="files">
      {files.map((file) => (
        <FileLink key={file.href ?? file.name} {...file} />
      ))}
    </ul>
  )
}

function FileLink({ name, tag, meta, href }: FileRow) {
  return (
    <li className="file">
      <span className="file-tag" aria-hidden="true">
        {tag}
      </span>
      <span className="file-words">
        {href === null ? (
          <bdi className="file-name">{name}</bdi>
        ) : (
          <a className="file-name" href={href} rel="noopener noreferrer">
            <bdi>{name}</bdi>
          </a>
        )}
        <span className="file-meta">{meta}</span>
      </span>
    </li>
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
