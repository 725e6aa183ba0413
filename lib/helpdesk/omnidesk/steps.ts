/** How far the two calls that open a ticket have come, as text that outlives a crash. */
import { HelpdeskError } from '../error.ts'
import type { Progress } from '../helpdesk.ts'

export type Step =
  /** Nothing has been asked for, or it certainly came to nothing. */
  | { readonly name: 'nothing' }
  /** A ticket has been asked for; whether it is there is not known. */
  | { readonly name: 'asked' }
  /** The ticket is there, and certainly without its message. */
  | { readonly name: 'ticket'; readonly ticketId: number }
  /** The message has been sent to it; whether it has arrived is not known. */
  | { readonly name: 'sent'; readonly ticketId: number }

/** The step that `text` tells of; null when it tells of none that is ours. */
export function readStep(text: string | undefined | null): Step | null {
  if (text === null) return { name: 'nothing' }
  const [name, number] = (text ?? '').split(' ')
  const ticketId = Number(number)
  if (name === 'nothing' || name === 'asked') return { name }
  if ((name === 'ticket' || name === 'sent') && Number.isSafeInteger(ticketId)) return { name, ticketId }
  return null
}

/** Makes the call that leads from `before` over `during`, and is back at `before` when it certainly came to nothing. */
export async function take<Value>(
  progress: Progress,
  { before, during }: { readonly before: Step; readonly during: Step },
  call: () => Promise<Value>,
): Promise<Value> {
  await record(progress, during)
  try {
    return await call()
  } catch (error) {
    if (error instanceof HelpdeskError && error.outcome !== 'unknown') await record(progress, before)
    throw error
  }
}

/** @throws when this attempt has lost its turn. */
export const record = (progress: Progress, step: Step) =>
  progress.record('ticketId' in step ? `${step.name} ${step.ticketId}` : step.name)

/** For callers that keep nothing. */
export const unrecorded: Progress = { step: null, record: async () => {} }
