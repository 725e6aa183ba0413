/** A form in a frame: what it reports, what is said in its place once it was accepted, and what the page around forbids. */
import { type ReactNode, useEffect, useState } from 'react'
import type { Unconfirmed } from '#components/form/doors.ts'
import type { EmbeddedWords } from '#components/form/field-view.ts'
import type { Trouble } from '#components/form/trouble.ts'
import type { FormState } from '#lib/form/state.ts'
import type { EmbeddedSent } from './embedded-sent.tsx'
import { useReports } from './reports.ts'

interface InFrame {
  /** Stands in place of the form. */
  readonly said: ReactNode
  readonly trouble: Trouble | null
}

/** @param words null on a page of its own, where nothing of this happens. */
export function useFrame(
  words: EmbeddedWords | undefined,
  shown: FormState | Unconfirmed,
  isPending: boolean,
): InFrame {
  const [Sent, setSent] = useState<typeof EmbeddedSent | null>(null)
  const [isBlocked, setIsBlocked] = useState(false)
  const isEmbedded = words !== undefined
  useReports(shown, isPending)
  useEffect(() => {
    if (!isEmbedded) return
    const stop = new AbortController()
    // The form sends without either of them, and the server says what came of it.
    const goOn = () => {}
    import('./frame-live.ts').then((live) => live.startFrame(() => setIsBlocked(true), stop.signal), goOn)
    import('./embedded-sent.tsx').then((loaded) => setSent(() => loaded.EmbeddedSent), goOn)
    return () => stop.abort()
  }, [isEmbedded])
  const inPlace = shown.state === 'accepted' ? shown.inPlace : undefined
  const isUnsaid = inPlace !== undefined && Sent === null
  useEffect(() => {
    if (isUnsaid && inPlace) window.location.replace(inPlace.path)
  }, [isUnsaid, inPlace])
  return {
    said: inPlace && Sent ? <Sent view={inPlace.sent} /> : null,
    trouble: isBlocked && words ? { tone: 'danger', isRetryable: false, ...words.blocked } : null,
  }
}
