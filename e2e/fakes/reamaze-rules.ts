/** What Re:amaze documents that it takes, and not one attribute more: everything else is refused. */
import { z } from 'zod'

export type Refusal = { readonly [field: string]: readonly string[] }

export type Checked<Value> =
  | { readonly content: Value; readonly refusal?: undefined }
  | { readonly content?: undefined; readonly refusal: Refusal }

/** The body of POST /conversations. `takesAttachments`: the array of addresses that some callers send. */
export const checkCreate = (body: unknown, takesAttachments: boolean) =>
  checked(takesAttachments ? createWithAttachments : create, body)

/** The body of POST /conversations/{slug}/messages. */
export const checkMessage = (body: unknown, takesAttachments: boolean) =>
  checked(takesAttachments ? messageWithAttachments : message, body)

/** The body of PUT /conversations/{slug}. */
export const checkUpdate = (body: unknown) => checked(update, body)

/** The parameters of GET /conversations. */
export const checkConversationsQuery = (query: URLSearchParams) =>
  checked(conversationsQuery, Object.fromEntries(query))

/** The parameters of GET /messages and GET /conversations/{slug}/messages. */
export const checkMessagesQuery = (query: URLSearchParams) =>
  checked(messagesQuery, Object.fromEntries(query))

function checked<Value>(schema: z.ZodType<Value>, body: unknown): Checked<Value> {
  const result = schema.safeParse(body)
  if (result.success) return { content: result.data }
  const refusal: Record<string, string[]> = {}
  for (const { path, message } of result.error.issues) {
    const field = path.join('.') || 'base'
    refusal[field] = [...(refusal[field] ?? []), message]
  }
  return { refusal }
}

const address = z.string().regex(/^[^\s@]+@[^\s@]+$/, 'is not an e-mail address')
const url = z.url({ protocol: /^https?$/ })
const person = z.strictObject({ name: z.string(), email: address })
const tags = z.array(z.string().min(1))
const data = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
const status = z.int().min(0).max(9)
const attachments = { attachments: z.array(url).optional() }

export type Suppressions = z.output<z.ZodObject<typeof suppressions>>

const suppressions = {
  suppress_notification: z.boolean().optional(),
  suppress_notifications: z.boolean().optional(),
  suppress_autoresolve: z.boolean().optional(),
}

const firstMessage = z.strictObject({
  body: z.string().min(1, "can't be blank"),
  recipients: z.array(address).optional(),
  attachment: url.optional(),
  ...suppressions,
})

const createWith = <First extends z.ZodType>(first: First) =>
  z.strictObject({
    conversation: z.strictObject({
      subject: z.string(),
      category: z.string().min(1, "can't be blank"),
      tag_list: tags.optional(),
      status: status.optional(),
      data: data.optional(),
      message: first,
      // `data` since the newer documents (helpdesk-apis.md 3.1).
      user: person.extend({ data: data.optional() }),
    }),
  })

const create = createWith(firstMessage)
const createWithAttachments = createWith(firstMessage.extend(attachments))

const furtherMessage = z.strictObject({
  body: z.string().min(1, "can't be blank"),
  visibility: z.int().min(0).max(1).optional(),
  user: person.optional(),
  origin_id: z.string().min(1).optional(),
  attachment: url.optional(),
  ...suppressions,
})

const message = z.strictObject({ message: furtherMessage })
const messageWithAttachments = z.strictObject({ message: furtherMessage.extend(attachments) })

const update = z.strictObject({
  conversation: z.strictObject({
    tag_list: tags.optional(),
    status: status.optional(),
    data: data.optional(),
    assignee: z.strictObject({ email: address }).optional(),
  }),
})

const page = z
  .string()
  .regex(/^[1-9]\d*$/)
  .transform(Number)
  .default(1)
const date = z.string().refine((value) => !Number.isNaN(Date.parse(value)), 'is not a date')

const messagesQuery = z.strictObject({
  filter: z.enum(['staff', 'customer']).optional(),
  tag: z.string().optional(),
  origin: z.string().regex(/^\d+$/).optional(),
  page,
  sent_by: address.optional(),
  category: z.string().optional(),
  start_date: date.optional(),
  end_date: date.optional(),
  include: z.literal('original_body').optional(),
})

const conversationsQuery = z
  .object({
    filter: z.enum(['archived', 'open', 'unassigned', 'all']).optional(),
    for: address.optional(),
    sort: z.enum(['updated', 'changed']).optional(),
    tag: z.string().optional(),
    category: z.string().optional(),
    start_date: date.optional(),
    end_date: date.optional(),
    page,
  })
  .catchall(z.string())
  .superRefine((given, context) => {
    for (const name of Object.keys(given))
      if (!conversationsParameters.has(name) && !/^data\[[^\]]+\]$/.test(name))
        context.addIssue({ code: 'custom', path: [name], message: 'is not a parameter' })
  })

const conversationsParameters = new Set([
  'filter',
  'for',
  'sort',
  'tag',
  'category',
  'start_date',
  'end_date',
  'page',
])
