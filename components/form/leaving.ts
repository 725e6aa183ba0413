/** The way from an accepted form to its conversation, and back. */
import { useEffect, useState } from 'react'
import type { FormState } from '#lib/form/state.ts'
import type { Unconfirmed } from './doors.ts'

/**
 * Opens the conversation of an accepted form, unless what is to be said is said in its place.
 * @returns true while on the way; false again for a customer who comes back to the page as they left it.
 */
export function useLeaving(shown: FormState | Unconfirmed): boolean {
  const [returnedTo, setReturnedTo] = useState<FormState | null>(null)
  useEffect(() => {
    if (shown.state !== 'accepted' || shown.inPlace) return
    const comeBack = (event: PageTransitionEvent) => {
      if (event.persisted) setReturnedTo(shown)
    }
    window.addEventListener('pageshow', comeBack)
    window.location.assign(shown.threadPath)
    return () => window.removeEventListener('pageshow', comeBack)
  }, [shown])
  return shown.state === 'accepted' && shown !== returnedTo
}
