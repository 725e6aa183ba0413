/** Re:amaze's wire, once: tolerant readers of what it answers, and the bodies it is sent (helpdesk-apis.md 2–4). */
import { z } from 'zod'

/**
 * Readers of what a helpdesk answers; null means that it cannot be understood. Only what nothing works without is
 * demanded (a conversation's slug, a page's list): all else that is missing, null or of another type reads as null
 * or as an empty list, and integers outside the published lists stay as they are. An object under its own name
 * (`{"message":{…}}`) reads like a bare one; a body with `error` or `errors` does not read, not even after a 2xx.
 */
export function readConversation(body: unknown): WireConversation | null {
  return conversationAnswer.safeParse(body).data ?? null
}

/** The answer to POST of a message: nothing in it is certain but that it is an object without errors. */
export function readMessage(body: unknown): WireMessage | null {
  return messageAnswer.safeParse(body).data ?? null
}

/** GET /conversations; its items have no `data`. */
export function readConversations(body: unknown): WirePage<WireConversation> | null {
  return conversationsAnswer.safeParse(body).data ?? null
}

/** GET /messages and GET /conversations/{slug}/messages: newest first, internal notes among them. */
export function readMessages(body: unknown): WirePage<WireMessage> | null {
  return messagesAnswer.safeParse(body).data ?? null
}

/** GET /channels. */
export function readChannels(body: unknown): WirePage<WireChannel> | null {
  return channelsAnswer.safeParse(body).data ?? null
}

/** Milliseconds of an RFC 3339 time with any offset or `Z`, or null. */
export function readInstant(text: string): number | null {
  if (!/^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:?\d\d)$/.test(text)) return null
  const ms = Date.parse(text.toUpperCase().replace(' ', 'T'))
  return Number.isNaN(ms) ? null : ms
}

export type WireChannel = z.output<typeof category>
export type WireConversation = z.output<typeof wireConversation>
export type WireMessage = z.output<typeof wireMessage>
export type WirePage<Item> = {
  readonly pageSize: number | null
  readonly pageCount: number | null
  readonly totalCount: number | null
  readonly items: readonly Item[]
}
export type CreateConversation = z.input<typeof createConversation>
export type CreateMessage = z.input<typeof createMessage>
export type UpdateConversation = z.input<typeof updateConversation>

const orNull = <Schema extends z.ZodType>(schema: Schema) => schema.nullable().catch(null)
const orNone = <Schema extends z.ZodType>(schema: Schema) => z.array(schema).catch([])
const wireText = orNull(z.string())
const wireInteger = orNull(z.int())
const wireInstant = orNull(z.string().transform(readInstant))
/** Also seen as a number; compared as text. */
const wireKey = orNull(z.union([z.string(), z.number().transform(String)]))

const saysError = (value: unknown) =>
  typeof value === 'object' && value !== null ? Object.keys(value).length > 0 : Boolean(value)

const answer = z
  .record(z.string(), z.unknown())
  .refine((body) => !saysError(body.error) && !saysError(body.errors), 'names an error')

const unwrap = (name: string) => (body: Record<string, unknown>) => {
  const inner = z.record(z.string(), z.unknown()).safeParse(body[name])
  return inner.success ? inner.data : body
}

const user = z
  .object({ name: wireText, email: wireText, 'staff?': orNull(z.boolean()) })
  .transform((it) => ({ name: it.name, email: it.email, isStaff: it['staff?'] }))

/** A channel, as the helpdesk calls it on the wire; `channel` is the kind of channel, 1 for e-mail. */
const category = z.object({ name: wireText, slug: wireText, email: wireText, channel: wireInteger })

const excerpt = z
  .object({ body: wireText, created_at: wireInstant, origin_id: wireKey })
  .transform((it) => ({ body: it.body, createdAtMs: it.created_at, originId: it.origin_id }))

export const wireConversation = z
  .object({
    slug: z.string().min(1),
    subject: wireText,
    status: wireInteger,
    origin: wireInteger,
    created_at: wireInstant,
    updated_at: wireInstant,
    hold_until: wireInstant,
    tag_list: orNone(z.string()),
    data: orNull(z.record(z.string(), z.unknown())),
    message: orNull(excerpt),
    message_count: wireInteger,
    author: orNull(user),
    assignee: orNull(user),
    followers: orNone(user),
    last_staff_message: orNull(excerpt),
    last_customer_message: orNull(excerpt),
    category: orNull(category),
  })
  .transform((it) => ({
    slug: it.slug,
    subject: it.subject,
    status: it.status,
    origin: it.origin,
    createdAtMs: it.created_at,
    updatedAtMs: it.updated_at,
    holdUntilMs: it.hold_until,
    tags: it.tag_list,
    data: it.data,
    message: it.message,
    messageCount: it.message_count,
    author: it.author,
    assignee: it.assignee,
    followers: it.followers,
    lastStaffMessage: it.last_staff_message,
    lastCustomerMessage: it.last_customer_message,
    category: it.category,
  }))

const attachment = z
  .object({
    file_file_name: wireText,
    file_content_type: wireText,
    file_file_size: wireInteger,
    thumb_url: wireText,
    url: wireText,
    'image?': orNull(z.boolean()),
  })
  .transform((it) => ({
    fileName: it.file_file_name,
    contentType: it.file_content_type,
    sizeBytes: it.file_file_size,
    thumbUrl: it.thumb_url,
    url: it.url,
    isImage: it['image?'],
  }))

export const wireMessage = z
  .object({
    body: wireText,
    visibility: wireInteger,
    origin: wireInteger,
    origin_id: wireKey,
    created_at: wireInstant,
    user: orNull(user),
    recipients: orNone(user),
    attachments: orNone(attachment),
    conversation: orNull(
      z
        .object({ subject: wireText, slug: wireText, created_at: wireInstant, category: orNull(category) })
        .transform((it) => ({
          subject: it.subject,
          slug: it.slug,
          createdAtMs: it.created_at,
          category: it.category,
        })),
    ),
    original_body: wireText,
  })
  .transform((it) => ({
    body: it.body,
    visibility: it.visibility,
    origin: it.origin,
    originId: it.origin_id,
    createdAtMs: it.created_at,
    user: it.user,
    recipients: it.recipients,
    attachments: it.attachments,
    conversation: it.conversation,
    originalBody: it.original_body,
  }))

const page = <Item extends z.ZodType>(name: string, item: Item) =>
  z
    .record(z.string(), z.unknown())
    .transform((body) => ({ ...body, items: body[name] }))
    .pipe(
      z
        .object({
          page_size: wireInteger,
          page_count: wireInteger,
          total_count: wireInteger,
          items: z.array(item),
        })
        .transform(
          (it): WirePage<z.output<Item>> => ({
            pageSize: it.page_size,
            pageCount: it.page_count,
            totalCount: it.total_count,
            items: it.items,
          }),
        ),
    )

const conversationAnswer = answer.transform(unwrap('conversation')).pipe(wireConversation)
const messageAnswer = answer.transform(unwrap('message')).pipe(wireMessage)
const conversationsAnswer = answer.pipe(page('conversations', wireConversation))
const messagesAnswer = answer.pipe(page('messages', wireMessage))
const channelsAnswer = answer.pipe(page('channels', category))

/** Text of so many UTF-16 units; NUL and lone surrogates are valid JSON that PostgreSQL refuses. */
export const storableText = (maxLength: number) =>
  z
    .string()
    .max(maxLength)
    .refine((value) => !value.includes('\0') && value.isWellFormed(), 'must be well-formed text without NUL')

export const emailAddress = storableText(320).regex(/^[^\s@]+@[^\s@]+$/, 'must be an e-mail address')
const instant = storableText(64).refine((value) => readInstant(value) !== null, 'must be an RFC 3339 time')
const attachmentUrl = storableText(4096).refine(
  (value) => /^https?:\/\//i.test(value) && URL.canParse(value),
  'must be an http or https address',
)
const channelSlug = storableText(255)
const tagList = z.array(storableText(100)).max(100)
const status = z.int().min(0).max(9)
const dataValue = z.union([storableText(10_000), z.number(), z.boolean()])
const customField = z.union([dataValue, z.array(dataValue).max(100)])
/** Custom fields, one level deep. */
export const customData = z
  .record(storableText(255), customField)
  .refine((fields) => Object.keys(fields).length <= 100, 'must have at most 100 fields')
const sender = z.object({ email: emailAddress, name: storableText(255).optional() })

/** Documented in both spellings, and accepted inside `message` and beside it (helpdesk-apis.md 3.1, 3.2). */
const suppressions = {
  suppress_notification: z.boolean().optional(),
  suppress_notifications: z.boolean().optional(),
  suppress_autoresolve: z.boolean().optional(),
}

const messageBody = {
  body: storableText(1_048_576),
  user: sender.optional(),
  recipients: z.array(emailAddress).max(50).optional(),
  attachment: attachmentUrl.optional(),
  /** 0 is regular, 1 an internal note. */
  visibility: z.int().min(0).max(1).optional(),
  origin_id: z.union([storableText(255), z.number()]).optional(),
  ...suppressions,
}

const conversationState = {
  tag_list: tagList.optional(),
  status: status.optional(),
  /** Demanded by status 5, on hold. */
  hold_until: instant.optional(),
  data: customData.optional(),
  /** Null takes the conversation from its assignee. */
  assignee: z
    .union([z.object({ email: emailAddress }), emailAddress])
    .nullable()
    .optional(),
}

/** POST /conversations. Text that a database refuses is refused in all three. */
export const createConversation = z.object({
  conversation: z.object({
    subject: storableText(1000).optional(),
    /** The slug of the channel. */
    category: channelSlug,
    message: z.object(messageBody),
    /** The customer; accepted inside `message` too. */
    user: sender.extend({ data: customData.optional() }).optional(),
    ...conversationState,
    ...suppressions,
  }),
})

/** POST /conversations/{slug}/messages. */
export const createMessage = z.object({
  message: z.object({
    ...messageBody,
    /**
     * Of the built-in helpdesk alone: how many messages its author knew of. When staff have answered after these, it is
     * kept as a collision, visibility 2, and customers do not see it.
     */
    seen: z.int().min(0).max(1_000_000_000).optional(),
  }),
  user: sender.optional(),
  attachment: attachmentUrl.optional(),
  ...suppressions,
})

/** Of custom data that was read, what may be written back: values of other kinds stay out. */
export const writable = (data: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(
    Object.entries(data).flatMap(([name, value]) => {
      const read = customField.safeParse(value)
      return read.success ? [[name, read.data] as const] : []
    }),
  )

/** PUT /conversations/{slug}. */
export const updateConversation = z.object({
  conversation: z.object({ category: channelSlug.optional(), ...conversationState }),
})
