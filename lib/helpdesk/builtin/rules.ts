/** What may be asked of a conversation beyond the wire's shape: channels, assignees, holds and keys that exist. */
import { readInstant } from '#lib/helpdesk/reamaze/wire.ts'
import { channelAt, type Desk, staffMember } from './desk.ts'
import { invalid, type Problem } from './problem.ts'
import { statuses } from './status.ts'

/** The part of a create or an update that rules look at. */
export interface AskedState {
  readonly category?: string | undefined
  readonly status?: number | undefined
  readonly hold_until?: string | undefined
  readonly assignee?: string | { readonly email: string } | null | undefined
  readonly data?: Readonly<Record<string, unknown>> | undefined
}

/** The first rule that `asked` breaks, or null. */
export function brokenRule(desk: Desk, asked: AskedState): Problem | null {
  if (asked.category !== undefined && !channelAt(desk, asked.category))
    return invalid('category', 'is not the slug of a channel')
  const assignee = assigneeOf(asked)
  if (assignee && !staffMember(desk, assignee)) return invalid('assignee', 'is not a staff member')
  if (asked.status === statuses.onHold && asked.hold_until === undefined)
    return invalid('hold_until', `can't be blank with status ${statuses.onHold}`)
  const key = asked.data?.deskbell_id
  if (typeof key === 'object' || openKey(asked).length > 255)
    return invalid('data.deskbell_id', 'must be a text of at most 255 characters')
  return null
}

/** The address named as assignee, in either of its two forms; null takes the assignee away. */
export function assigneeOf({ assignee }: AskedState): string | null {
  return (typeof assignee === 'object' ? assignee?.email : assignee) ?? null
}

/** `data.deskbell_id`: opening twice with the same one opens one conversation. "" when there is none. */
export function openKey({ data }: AskedState): string {
  return data?.deskbell_id === undefined ? '' : String(data.deskbell_id)
}

/** The status and hold that were asked for, as they are stored; a hold belongs to its status alone. */
export function statusAsked(asked: AskedState) {
  if (asked.status === undefined) return {}
  const holdUntilMs = asked.hold_until === undefined ? null : readInstant(asked.hold_until)
  return { status: asked.status, hold_until_ms: asked.status === statuses.onHold ? holdUntilMs : null }
}
