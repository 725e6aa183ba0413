/** A message as a caller asked for it, before it has its place in a conversation. */
import type { z } from 'zod'
import type { createConversation, createMessage } from '#lib/helpdesk/reamaze/wire.ts'
import { attach, type StoredAttachment } from './attachment.ts'
import { addressKey, type Desk, type Person, type StaffMember, staffMember } from './desk.ts'
import { peopleAt } from './people.ts'
import { invalid, type Problem } from './problem.ts'

export interface Draft {
  readonly body: string
  readonly author: Person
  readonly fromStaff: boolean
  /** Internal: customers never see it. */
  readonly isNote: boolean
  /** How many messages its author knew of; null when they did not say. */
  readonly seen: number | null
  /** The caller's own key; the same one again in a conversation is the same message. */
  readonly originId: string | null
  readonly recipients: readonly Person[]
  readonly attachments: readonly StoredAttachment[]
  readonly suppressed: boolean
  readonly suppressAutoresolve: boolean
}

/** A further message. Without a user it is the caller's own (helpdesk-apis.md 3.2). */
export async function draftMessage(
  desk: Desk,
  caller: StaffMember,
  body: z.output<typeof createMessage>,
): Promise<Draft> {
  const sender = body.message.user ?? body.user ?? { email: caller.email, name: caller.name }
  return draft(desk, sender, body.message, body)
}

/** The first message, which always has a user: beside the message or inside it. */
export async function draftFirstMessage(
  desk: Desk,
  { conversation }: z.output<typeof createConversation>,
): Promise<Draft | Problem> {
  const sender = conversation.user ?? conversation.message.user
  if (!sender) return invalid('user.email', "can't be blank")
  return draft(desk, sender, conversation.message, conversation)
}

type Suppressions = {
  readonly suppress_notification?: boolean | undefined
  readonly suppress_notifications?: boolean | undefined
  readonly suppress_autoresolve?: boolean | undefined
}

async function draft(
  desk: Desk,
  sender: { readonly email: string; readonly name?: string | undefined },
  message: z.output<typeof createMessage>['message'],
  beside: Suppressions & { readonly attachment?: string | undefined },
): Promise<Draft> {
  const named = [sender, ...(message.recipients ?? []).map((email) => ({ email }))]
  const [author = { name: '', email: addressKey(sender.email) }, ...recipients] = await peopleAt(desk, named)
  const url = message.attachment ?? beside.attachment
  const asked = (flag: keyof Suppressions) => message[flag] === true || beside[flag] === true
  return {
    body: message.body,
    author,
    fromStaff: !desk.isForCustomers && staffMember(desk, author.email) !== null,
    isNote: message.visibility === 1,
    seen: message.seen ?? null,
    originId: message.origin_id === undefined ? null : String(message.origin_id),
    recipients,
    attachments: url ? [await attach(desk, url)] : [],
    suppressed: asked('suppress_notification') || asked('suppress_notifications'),
    suppressAutoresolve: asked('suppress_autoresolve'),
  }
}
