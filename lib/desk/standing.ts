/** Where a conversation stands in the words of the desk: ten statuses of the wire, four things that staff do about them. */
import { statuses } from '#lib/helpdesk/builtin/status.ts'

/** `open`: it is staff's turn. `waiting`: the customer's. */
export type Standing = 'open' | 'waiting' | 'done' | 'spam'

export const standings = ['open', 'waiting', 'done', 'spam'] as const

export const statusesOf: Readonly<Record<Standing, readonly number[]>> = {
  open: [statuses.open, statuses.onHold, statuses.assignedToBot],
  waiting: [statuses.responded],
  done: [statuses.done, statuses.archived, statuses.autoDone, statuses.doneByBot],
  spam: [statuses.spam, statuses.spamByBot],
}

/** A status that is not known asks for somebody to look. */
export const standingOf = (status: number | null): Standing =>
  standings.find((standing) => status !== null && statusesOf[standing].includes(status)) ?? 'open'
