'use client'
/** The list while the page is open: what is new appears by itself, and takes neither the focus nor the reading place. */
import { useRouter } from 'next/navigation'
import { type ReactNode, useEffect, useState } from 'react'
import { startPolling } from '#components/thread/polling.ts'

export interface LiveListProps {
  /** Where to ask for news. */
  readonly feed: string
  readonly cursor: string
  readonly mostMs: number
  readonly words: { readonly lost: string }
  /** The list, drawn on the server. */
  readonly children: ReactNode
}

export function LiveList({ feed, cursor, mostMs, words, children }: LiveListProps) {
  const { refresh } = useRouter()
  const [isLost, setIsLost] = useState(false)
  useEffect(
    () => startPolling({ feed, cursor, isClosed: false, mostMs, onNews: refresh, onConnection: setIsLost }),
    [feed, cursor, mostMs, refresh],
  )
  return (
    <>
      {children}
      <p role="status" className={isLost ? 'messages-lost' : 'sr-only'}>
        {isLost ? words.lost : null}
      </p>
    </>
  )
}
