/** Where a conversation stands (helpdesk-apis.md 4.1), and what a message makes of it (section 5, rule 4). */

export const statuses = {
  open: 0,
  responded: 1,
  done: 2,
  spam: 3,
  archived: 4,
  onHold: 5,
  autoDone: 6,
  assignedToBot: 7,
  doneByBot: 8,
  spamByBot: 9,
} as const

/** Those in which somebody still has to act. */
export const openStatuses: readonly number[] = [
  statuses.open,
  statuses.responded,
  statuses.onHold,
  statuses.assignedToBot,
]

/** A customer who writes again has not been helped yet; spam and what is on hold stay where staff put them. */
const reopened: readonly number[] = [
  statuses.responded,
  statuses.done,
  statuses.archived,
  statuses.autoDone,
  statuses.doneByBot,
]

/** The status after a message. An internal note changes none. */
export function statusAfter(
  status: number,
  message: { readonly isNote: boolean; readonly fromStaff: boolean; readonly suppressAutoresolve: boolean },
): number {
  if (message.isNote) return status
  if (message.fromStaff) return message.suppressAutoresolve ? statuses.responded : statuses.done
  return reopened.includes(status) ? statuses.open : status
}
