'use client'
/** The messages while the page is open: what is new appears by itself, and takes neither the focus nor the reading place. */
import { useRouter } from 'next/navigation'
import { type ReactNode, useEffect, useState } from 'react'
import { type CountWords, sayCount } from '#components/form/count-words.ts'
import { Arrivals, useArrivals } from './arrivals.tsx'
import { startPolling } from './polling.ts'

export interface LiveMessagesProps {
  /** Where to ask for news. */
  readonly feed: string
  readonly cursor: string
  readonly isClosed: boolean
  readonly mostMs?: number
  /** The ids of the messages that others wrote. */
  readonly received: readonly string[]
  readonly words: LiveWords
  /** The messages, drawn on the server. */
  readonly children: ReactNode
}

export interface LiveWords {
  readonly label: string
  readonly lost: string
  /** "{count} new messages". */
  readonly fresh: CountWords
}

export function LiveMessages(props: LiveMessagesProps) {
  const { feed, cursor, isClosed, mostMs, received, words, children } = props
  const { refresh } = useRouter()
  const [isLost, setIsLost] = useState(false)
  const { fresh, unread, below } = useArrivals(received)
  useEffect(
    () => startPolling({ feed, cursor, isClosed, mostMs, onNews: refresh, onConnection: setIsLost }),
    [feed, cursor, isClosed, mostMs, refresh],
  )
  useUnreadTitle(unread)
  const says = sayCount(words.fresh, fresh.length)
  return (
    <>
      <div role="log" aria-label={words.label} aria-relevant="additions" className="messages-log">
        <Arrivals value={{ first: fresh[0] ?? null, words: says }}>{children}</Arrivals>
      </div>
      <p role="status" className={isLost ? 'messages-lost' : 'sr-only'}>
        {isLost ? words.lost : null}
      </p>
      {below ? (
        <a className="button messages-below" href={`#${below}`}>
          {says}
        </a>
      ) : null}
    </>
  )
}

/** The count stands before the page's own title until the customer does something here; the router may write that title anew at any time. */
function useUnreadTitle(unread: number): void {
  useEffect(() => {
    if (unread === 0) return
    const mark = `(${unread}) `
    const show = () => {
      if (!document.title.startsWith(mark)) document.title = mark + document.title
    }
    const rewritten = new MutationObserver(show)
    rewritten.observe(document.head, { childList: true, subtree: true, characterData: true })
    show()
    return () => {
      rewritten.disconnect()
      if (document.title.startsWith(mark)) document.title = document.title.slice(mark.length)
    }
  }, [unread])
}
