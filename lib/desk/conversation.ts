/** A conversation and its messages as the desk shows them; what the wire leaves open is decided here. */
import type { WireConversation, WireMessage, WirePage } from '#lib/helpdesk/reamaze/wire.ts'
import { type Standing, standingOf } from './standing.ts'

export interface Person {
  readonly name: string
  readonly email: string
}

export interface DeskChannel {
  readonly slug: string
  readonly name: string
}

export interface DeskConversation {
  readonly slug: string
  readonly subject: string
  readonly status: number
  readonly standing: Standing
  readonly holdUntilMs: number | null
  readonly channel: DeskChannel
  readonly tags: readonly string[]
  /** Custom fields by name; none in lists. */
  readonly data: readonly (readonly [name: string, value: string])[]
  readonly customer: Person
  readonly assignee: Person | null
  /** Notes among them. */
  readonly messageCount: number
  readonly openedMs: number
  readonly changedMs: number
  /** The customer's latest words, and when they came; null when staff began it and they have not written yet. */
  readonly latest: { readonly body: string; readonly createdAtMs: number } | null
}

export interface DeskMessage {
  /** From 0, in the order of arrival. */
  readonly position: number
  /** `note`: internal. `held`: not sent, because somebody else had answered in between. */
  readonly kind: 'customer' | 'staff' | 'note' | 'held'
  readonly author: Person
  readonly body: string
  readonly createdAtMs: number
  readonly files: readonly DeskFile[]
}

export interface DeskFile {
  readonly name: string
  readonly url: string
  /** Null when nobody knows. */
  readonly bytes: number | null
}

export interface DeskPage<Item> {
  readonly items: readonly Item[]
  readonly pageCount: number
  readonly totalCount: number
}

export function asConversation(wire: WireConversation): DeskConversation {
  const { slug, status, category, lastCustomerMessage } = wire
  return {
    slug,
    subject: wire.subject ?? '',
    status: status ?? 0,
    standing: standingOf(status),
    holdUntilMs: wire.holdUntilMs,
    channel: asChannel(category),
    tags: wire.tags,
    data: Object.entries(wire.data ?? {}).map(([name, value]) => [name, asText(value)]),
    customer: asPerson(wire.author),
    assignee: wire.assignee && asPerson(wire.assignee),
    messageCount: wire.messageCount ?? 0,
    openedMs: wire.createdAtMs ?? 0,
    changedMs: wire.updatedAtMs ?? 0,
    latest: lastCustomerMessage && {
      body: lastCustomerMessage.body ?? '',
      createdAtMs: lastCustomerMessage.createdAtMs ?? 0,
    },
  }
}

export const asChannel = (
  channel: { readonly slug: string | null; readonly name: string | null } | null,
): DeskChannel => ({ slug: channel?.slug ?? '', name: channel?.name ?? channel?.slug ?? '' })

/** The oldest of the page first. */
export function asMessages({ items, totalCount }: WirePage<WireMessage>, page: number): DeskMessage[] {
  const newest = (totalCount ?? items.length) - 1 - (page - 1) * messagesOnPage
  return items.map((message, index) => asMessage(message, newest - index)).reverse()
}

const messagesOnPage = 30

function asMessage(wire: WireMessage, position: number): DeskMessage {
  return {
    position,
    kind: kindOf(wire),
    author: asPerson(wire.user),
    body: wire.body ?? '',
    createdAtMs: wire.createdAtMs ?? 0,
    files: wire.attachments.flatMap(asFile),
  }
}

/** Only what is certainly for customers is shown as such. */
function kindOf({ visibility, user }: WireMessage): DeskMessage['kind'] {
  if (visibility === 2) return 'held'
  if (visibility !== 0) return 'note'
  return user?.isStaff ? 'staff' : 'customer'
}

/** An address of any other kind is no file, and might do something when it is opened. */
function asFile({ fileName, sizeBytes, url }: WireMessage['attachments'][number]): DeskFile[] {
  if (!url || !URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) return []
  return [{ name: fileName ?? new URL(url).pathname, bytes: sizeBytes || null, url }]
}

export const asPerson = (
  user: { readonly name: string | null; readonly email: string | null } | null,
): Person => ({
  name: user?.name ?? '',
  email: user?.email ?? '',
})

const asText = (value: unknown) => (Array.isArray(value) ? value.map(String).join(', ') : String(value))
