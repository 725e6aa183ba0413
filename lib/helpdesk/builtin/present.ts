/** Stored rows as the wire shows them (helpdesk-apis.md 3.2, 3.3 and 4.2). */
import type { Selectable } from 'kysely'
import { z } from 'zod'
import type { HelpdeskConversationTable, HelpdeskMessageTable } from '#lib/db/schema.ts'
import { presentAttachment, storedAttachment } from './attachment.ts'
import { channelAt, type Desk, staffMember } from './desk.ts'

export type ConversationRow = Selectable<HelpdeskConversationTable>

/** A message with the columns it shows of its conversation. */
export interface MessageRow extends Selectable<HelpdeskMessageTable> {
  readonly slug: string
  readonly subject: string
  readonly channel: string
  readonly conversation_created_ms: number
}

export interface Excerpt {
  readonly body: string
  readonly originId: string | null
  readonly createdMs: number
}

/** What a conversation shows beside its own row. */
export interface Details {
  readonly tags: readonly string[]
  readonly followers: readonly { readonly name: string; readonly email: string }[]
  readonly first: Excerpt | null
  readonly lastFromStaff: Excerpt | null
  readonly lastFromCustomer: Excerpt | null
}

/** A conversation as in lists; read alone it has `data` besides. */
export function presentConversation(desk: Desk, row: ConversationRow, details: Details) {
  const { first, lastFromStaff, lastFromCustomer } = details
  return {
    subject: row.subject,
    slug: row.slug,
    status: row.status,
    origin: row.origin,
    created_at: timestamp(row.created_ms),
    updated_at: timestamp(row.updated_ms),
    hold_until: row.hold_until_ms === null ? null : timestamp(row.hold_until_ms),
    tag_list: details.tags,
    message: first && { body: first.body, origin_id: first.originId },
    message_count: row.message_count,
    author: { name: row.author_name, email: row.author_email },
    assignee: presentAssignee(desk, row.assignee_email),
    followers: details.followers,
    last_staff_message: lastFromStaff && presentExcerpt(lastFromStaff),
    last_customer_message: lastFromCustomer && presentExcerpt(lastFromCustomer),
    category: presentChannel(desk, row.channel),
  }
}

/** A message with its conversation; `withOriginal` adds `original_body`, its HTML. */
export function presentMessage(desk: Desk, row: MessageRow, { withOriginal = false } = {}) {
  return {
    body: row.body,
    visibility: row.visibility,
    origin: row.origin,
    origin_id: row.origin_id,
    created_at: timestamp(row.created_ms),
    user: { name: row.author_name, email: row.author_email, 'staff?': row.from_staff === 1 },
    recipients: people.parse(JSON.parse(row.recipients)),
    attachments: attachments.parse(JSON.parse(row.attachments)).map((it) => presentAttachment(desk, it)),
    conversation: {
      subject: row.subject,
      slug: row.slug,
      created_at: timestamp(row.conversation_created_ms),
      category: presentChannel(desk, row.channel),
    },
    ...(withOriginal ? { original_body: asHtml(row.body) } : {}),
  }
}

/** RFC 3339 with milliseconds and a numeric offset, as Re:amaze writes it. */
export const timestamp = (ms: number) => new Date(ms).toISOString().replace('Z', '+00:00')

/** A channel that the configuration no longer has keeps its slug. 1 is the kind e-mail. */
export function presentChannel(desk: Desk, slug: string) {
  const { name, email } = channelAt(desk, slug) ?? { name: slug, email: '' }
  return { name, slug, email, channel: 1 }
}

const people = z.array(z.object({ name: z.string(), email: z.string() }))
const attachments = z.array(storedAttachment)

function presentAssignee(desk: Desk, email: string | null) {
  return email === null ? null : { name: staffMember(desk, email)?.name ?? '', email }
}

const presentExcerpt = ({ body, createdMs }: Excerpt) => ({ body, created_at: timestamp(createdMs) })

/** Messages come as text; their HTML is that text in paragraphs. */
function asHtml(body: string): string {
  const escaped = body.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
  const paragraphs = escaped.split(/\n{2,}/).map((paragraph) => paragraph.replaceAll('\n', '<br>'))
  return paragraphs.map((paragraph) => `<p>${paragraph}</p>`).join('')
}
