/** What a form in a frame lets the page around it know: that something happens, never what was written. */
import { useEffect } from 'react'
import type { Unconfirmed } from '#components/form/doors.ts'
import type { FormState } from '#lib/form/state.ts'

/** The closed list of what can go wrong, for the page around the frame. */
type ErrorCode = 'invalid' | 'submit_failed' | 'unreachable'

/** Hands every attempt and its failure to the bridge, which alone speaks with the page around. */
export function useReports(shown: FormState | Unconfirmed, isPending: boolean): void {
  useEffect(() => {
    if (isPending) report('submitting', {})
  }, [isPending])
  useEffect(() => {
    const code = errorCodes[shown.state]
    if (code) report('error', { code })
  }, [shown])
}

const errorCodes: Partial<Record<(FormState | Unconfirmed)['state'], ErrorCode>> = {
  invalid: 'invalid',
  refused: 'submit_failed',
  unconfirmed: 'unreachable',
}

/** @param reference of the message that was accepted: it opens nothing. */
export const reportSubmitted = (reference: string) => report('submitted', { ticketPublicId: reference })

function report(type: string, more: object): void {
  const formId = document.getElementById('embed')?.dataset.form
  if (formId) window.sf1?.send(type, type === 'error' ? more : { formId, ...more })
}
