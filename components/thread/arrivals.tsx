'use client'
/** Which messages came while the page was open, and the line before the first of them. */
import { createContext, useContext, useEffect, useRef, useState } from 'react'

interface Arrived {
  /** The first message that came; null when none did. */
  readonly first: string | null
  readonly words: string
}

const ArrivedContext = createContext<Arrived>({ first: null, words: '' })

export const Arrivals = ArrivedContext.Provider

/** Stands before each message that others wrote, and shows only before the first new one. */
export function ArrivalLine({ id }: { readonly id: string }) {
  const { first, words } = useContext(ArrivedContext)
  return first === id ? <p className="day messages-new">{words}</p> : null
}

/** `unread` until the customer does something on the page; `below`: the newest that came, as long as it is out of sight. */
export function useArrivals(received: readonly string[]) {
  const known = useRef(new Set(received))
  const [fresh, setFresh] = useState<readonly string[]>([])
  const [unread, setUnread] = useState(0)
  const [below, setBelow] = useState<string | null>(null)

  useEffect(() => {
    const come = received.filter((id) => !known.current.has(id))
    for (const id of come) known.current.add(id)
    if (come.length === 0) return
    setFresh((before) => [...before, ...come])
    setUnread((before) => before + come.length)
  }, [received])

  useEffect(() => {
    const read = () => setUnread(0)
    const events = ['pointerdown', 'keydown', 'focus'] as const
    for (const event of events) window.addEventListener(event, read)
    return () => {
      for (const event of events) window.removeEventListener(event, read)
    }
  }, [])

  const newest = fresh.at(-1)
  useEffect(() => {
    const message = newest === undefined ? null : document.getElementById(newest)
    if (!message || newest === undefined) return
    const sight = new IntersectionObserver(([entry]) => {
      setBelow(entry && !entry.isIntersecting && entry.boundingClientRect.top > 0 ? newest : null)
    })
    sight.observe(message)
    return () => sight.disconnect()
  }, [newest])

  return { fresh, unread, below }
}
