/** Sending as the customer lives through it: one attempt at a time, an answer or an honest doubt, and patience in stages. */
import { useEffect, useRef, useState } from 'react'
import { type Doors, type Sending, sendThroughDoors, type Unconfirmed } from './doors.ts'

/** How long the customer has been waiting; each stage says something else. */
export type Patience = 'calm' | 'sending' | 'slow' | 'very-slow'

interface SendingOptions<State> {
  readonly doors: Doors<State>
  readonly initial: State
  /** Mistakes found before anything is sent, as the state to show; null when there are none. May complete `data`. */
  readonly check: (data: FormData) => Promise<State | null>
}

/**
 * What a form needs to send itself; `shown` is a new object for every attempt.
 * Deliberately plain state, not `useActionState`: React holds back every transition until the slowest action has ended,
 * so the answer of a second attempt would wait for the first one that hangs.
 */
export function useSending<State extends { readonly state: string }>(options: SendingOptions<State>) {
  const { doors, initial, check } = options
  const [attempt, setAttempt] = useState<Attempt<State>>({ shown: initial, isPending: false })
  const answered = useRef(initial)
  const sending = useRef<Sending<State> | null>(null)
  const isBusy = useRef(false)

  async function attemptOnce(data: FormData): Promise<State | Unconfirmed> {
    // Nothing of an earlier attempt may be sent again while this one gets ready.
    sending.current = null
    const mistaken = await check(data)
    if (mistaken) return mistaken
    sending.current = sendThroughDoors(doors, answered.current, data)
    const shown = await sending.current.answer
    if (!isUnconfirmed(shown)) answered.current = shown
    return shown
  }
  async function send(data: FormData): Promise<void> {
    if (isBusy.current) return
    isBusy.current = true
    setAttempt({ ...attempt, isPending: true })
    const shown = await attemptOnce(data).catch(
      (): Unconfirmed => ({ state: 'unconfirmed', offline: !navigator.onLine }),
    )
    setAttempt({ shown, isPending: false })
    isBusy.current = false
  }
  return { ...attempt, send, sendAgain: () => sending.current?.again() }
}

interface Attempt<State> {
  readonly shown: State | Unconfirmed
  readonly isPending: boolean
}

function isUnconfirmed<State extends { readonly state: string }>(
  shown: State | Unconfirmed,
): shown is Unconfirmed {
  return shown.state === 'unconfirmed'
}

const stages = [
  { afterMs: 300, stage: 'sending' },
  { afterMs: 2_000, stage: 'slow' },
  { afterMs: 10_000, stage: 'very-slow' },
] as const

export function usePatience(isWaiting: boolean): Patience {
  const [patience, setPatience] = useState<Patience>('calm')
  useEffect(() => {
    if (!isWaiting) return
    const timers = stages.map(({ afterMs, stage }) => setTimeout(() => setPatience(stage), afterMs))
    return () => {
      for (const timer of timers) clearTimeout(timer)
      setPatience('calm')
    }
  }, [isWaiting])
  return patience
}
