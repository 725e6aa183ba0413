/** Sending as the customer lives through it: one attempt at a time, an answer or an honest doubt, and patience in stages. */
import { type FormEvent, startTransition, useActionState, useEffect, useRef, useState } from 'react'
import { type Doors, type Sending, sendThroughDoors, type Unconfirmed } from './doors.ts'

/** How long the customer has been waiting; each stage says something else. */
export type Patience = 'calm' | 'sending' | 'slow' | 'very-slow'

interface SendingOptions<State> {
  readonly doors: Doors<State>
  readonly initial: State
  /** Mistakes found before anything is sent, as the state to show; null when there are none. */
  readonly check: () => Promise<State | null>
}

/** What a form needs to send itself; `shown` is a new object for every attempt. */
export function useSending<State extends { readonly state: string }>(options: SendingOptions<State>) {
  const { doors, initial, check } = options
  const sending = useRef<Sending<State> | null>(null)
  const answered = useRef(initial)
  const [attempt, dispatch, isPending] = useActionState(attemptOnce, { shown: initial })
  const isBusy = useRef(false)

  async function attemptOnce(_: Attempt<State>, data: FormData): Promise<Attempt<State>> {
    try {
      const mistaken = await check()
      if (mistaken) return { shown: mistaken }
      sending.current = sendThroughDoors(doors, answered.current, data)
      const shown = await sending.current.answer
      if (!isUnconfirmed(shown)) answered.current = shown
      return { shown }
    } finally {
      isBusy.current = false
    }
  }
  return {
    shown: attempt.shown,
    isPending,
    send(data: FormData) {
      if (isBusy.current) return
      isBusy.current = true
      startTransition(() => dispatch(data))
    },
    sendAgain: () => sending.current?.again(),
  }
}

interface Attempt<State> {
  readonly shown: State | Unconfirmed
}

function isUnconfirmed<State extends { readonly state: string }>(
  shown: State | Unconfirmed,
): shown is Unconfirmed {
  return shown.state === 'unconfirmed'
}

/** Sends what stands in the form in place of the browser, unless an attempt is under way. */
export function sendInstead(
  event: FormEvent<HTMLFormElement>,
  isBusy: boolean,
  send: (data: FormData) => void,
): void {
  event.preventDefault()
  if (!isBusy) send(new FormData(event.currentTarget))
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
