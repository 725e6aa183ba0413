/** How the fake answers: the documented shapes, and their documented variations. */
import type { Desk, DeskConversation, DeskMessage, Person } from './reamaze-desk.ts'
import type { Refusal } from './reamaze-rules.ts'

/** What the documents of Re:amaze leave open, or say in two ways (helpdesk-apis.md 10). */
export interface Variation {
  /** `{"conversation":{…}}` and `{"message":{…}}` instead of bare objects. */
  readonly wrapped: boolean
  readonly created: 200 | 201
  readonly badCredentials: 401 | 403
  /** In answers; in lists it may be missing. A number is the helpdesk's own. */
  readonly originId: 'text' | 'number' | 'missing'
  /** The shape of a 422's body. */
  readonly refusal: 'fields' | 'list' | 'text' | 'error' | 'string' | 'html' | 'empty'
  /** What a repeated `origin_id` does. */
  readonly repeated: 'another' | 'same' | 'refused'
  /** `staff?` on every user. */
  readonly marksStaff: boolean
  readonly takesAttachments: boolean
  /** Whether GET /conversations heeds `data[…]`, and how many such searches miss a new conversation at first. */
  readonly searchesData: boolean
  readonly searchesMissed: number
  /** Whether PUT takes custom data for all there is, instead of adding it to what there was. */
  readonly replacesData: boolean
}

export const documented: Variation = {
  wrapped: false,
  created: 201,
  badCredentials: 401,
  originId: 'text',
  refusal: 'fields',
  repeated: 'another',
  marksStaff: false,
  takesAttachments: false,
  searchesData: true,
  searchesMissed: 0,
  replacesData: false,
}

/** All that an answer depends on. */
export interface World {
  readonly desk: Desk
  readonly email: string
  readonly apiToken: string
  readonly channels: readonly ChannelFacts[]
  readonly variation: () => Variation
}

export interface Answer {
  readonly status: number
  readonly text: string
  readonly headers: Readonly<Record<string, string>>
}

export interface ChannelFacts {
  readonly slug: string
  readonly name: string
}

export function answerJson(status: number, body: unknown): Answer {
  return {
    status,
    text: JSON.stringify(body),
    headers: { 'content-type': 'application/json; charset=utf-8' },
  }
}

/** A 422 in the shape that the variation names. */
export function answerRefusal(refusal: Refusal, { refusal: shape }: Variation): Answer {
  const lines = Object.entries(refusal).flatMap(([field, problems]) => problems.map((it) => `${field} ${it}`))
  const line = lines.join(', ')
  switch (shape) {
    case 'fields':
      return answerJson(422, { errors: refusal })
    case 'list':
      return answerJson(422, { errors: lines })
    case 'text':
      return answerJson(422, { errors: line })
    case 'error':
      return answerJson(422, { error: line })
    case 'string':
      return answerJson(422, line)
    case 'html':
      return { status: 422, text: `<html><h1>${line}</h1></html>`, headers: { 'content-type': 'text/html' } }
    case 'empty':
      return { status: 422, text: '', headers: {} }
  }
}

export function showConversation(it: DeskConversation, channel: ChannelFacts, variation: Variation) {
  const of = (who: 'staff' | 'customer') =>
    it.messages.findLast((message) => message.fromStaff === (who === 'staff'))
  const brief = (message: DeskMessage | undefined) =>
    message ? { body: message.body, created_at: showInstant(message.createdMs) } : null
  return {
    ...showListed(it, channel, variation),
    data: it.data,
    last_staff_message: brief(of('staff')),
    last_customer_message: brief(of('customer')),
    assignee: null,
    followers: it.followers.map((person) => showPerson(person, false, variation)),
    // The real one gives out a link that opens the conversation without a password: nothing may keep or show it.
    perma_url: `https://brand.example/conversations/${it.slug}?token=perma-url-secret`,
  }
}

/** An item of GET /conversations: without its custom data. */
export function showListed(it: DeskConversation, channel: ChannelFacts, variation: Variation) {
  return {
    subject: it.subject,
    slug: it.slug,
    status: it.status,
    created_at: showInstant(it.createdMs),
    updated_at: showInstant(it.updatedMs),
    tag_list: it.tags,
    message: { body: it.messages[0]?.body ?? '' },
    message_count: it.messages.length,
    author: showPerson(it.author, false, variation),
    category: showChannel(channel),
  }
}

export function showMessage(
  it: DeskMessage,
  conversation: DeskConversation,
  channel: ChannelFacts,
  variation: Variation,
) {
  return {
    body: it.body,
    visibility: it.visibility,
    origin: 7,
    created_at: showInstant(it.createdMs),
    ...showOriginId(it, variation),
    user: showPerson(it.author, it.fromStaff, variation),
    recipients: [],
    attachments: it.attachment ? [showAttachment(it.attachment)] : [],
    conversation: {
      subject: conversation.subject,
      slug: conversation.slug,
      created_at: showInstant(conversation.createdMs),
      category: showChannel(channel),
    },
  }
}

export const channelOf = ({ channels }: World, { channel }: DeskConversation): ChannelFacts =>
  channels.find((it) => it.slug === channel) ?? { slug: channel, name: channel }

function showOriginId({ originId, number }: DeskMessage, variation: Variation) {
  if (variation.originId === 'missing') return {}
  return { origin_id: variation.originId === 'number' ? 90_000 + number : originId }
}

const showPerson = ({ name, email }: Person, isStaff: boolean, { marksStaff }: Variation) => ({
  name,
  email,
  ...(marksStaff ? { 'staff?': isStaff } : {}),
})

export const showChannel = ({ slug, name }: ChannelFacts) => ({
  name,
  slug,
  email: `${slug}@brand.example`,
  channel: 1,
})

const showAttachment = (url: string) => ({
  file_file_name: url.split('/').at(-1),
  file_content_type: 'application/octet-stream',
  file_file_size: 0,
  thumb_url: null,
  url,
  'image?': false,
})

/** RFC 3339 with milliseconds and a numeric offset, seven hours west. */
const showInstant = (ms: number) => new Date(ms - 7 * 3_600_000).toISOString().replace('Z', '-07:00')
