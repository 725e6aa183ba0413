/** Omnidesk's wire, once: tolerant readers of what it answers, and the forms it is sent (helpdesk-apis.md 8). */
import { z } from 'zod'
import type { OmnideskOptions } from '#lib/form/definition.ts'
import { readZonedTime } from '#lib/i18n/zoned-time.ts'

/** POST /ticket: an empty ticket. */
export interface CreateTicket {
  readonly brandID: number
  readonly channelID: number
  readonly direction: 'inbound'
  readonly from: string
  readonly fromName: string
  readonly title: string
}

/** POST /message; what is undefined, empty or an empty list stays out, and the helpdesk's default holds. */
export interface CreateMessage extends MessageOptions {
  readonly ticketID: number
  readonly type: 'contactform'
  readonly message: string
  readonly plaintext?: string | undefined
  /** Addresses, separated by commas. */
  readonly toAddress?: string | undefined
  /** One address. */
  readonly ccInput?: string | undefined
  readonly respondMessageID?: number | undefined
}

/** POST /message/chatbot: a ticket and its message at once. */
export interface CreateChatbotMessage {
  readonly brandID: number
  readonly subject: string
  readonly from: string
  readonly message: string
}

/** What an operator may set for every message. */
export type MessageOptions = z.output<typeof messageOptions>

/** The fields as multipart; a list is its name repeated. */
export function formOf(fields: CreateTicket | CreateMessage | CreateChatbotMessage): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields))
    for (const one of Array.isArray(value) ? value : [value])
      if (one !== undefined && one !== '') form.append(name, String(one))
  return form
}

/** The options that go out with a message. @throws when one is not as Omnidesk documents it. */
export function checkOptions(options: OmnideskOptions): MessageOptions {
  return messageOptions.parse(options)
}

const messageOptions = z.object({
  bccInput: z.email().optional(),
  forwardedFileIDs: z.array(z.int()).optional(),
  sendAt: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/, 'needs the form YYYY-MM-DD HH:MM:SS')
    .optional(),
  userID: z.int().optional(),
  submitStatus: z.string().min(1).optional(),
})

/** The id in the answer to POST /ticket, whose shape is not documented; null when there is none to be found. */
export function readTicketId(body: unknown): number | null {
  const read = ticketAnswer.safeParse(body).data
  return read?.id ?? null
}

/** Whether an answer without content, or with any, tells of success. */
export const readDone = (body: unknown): true | null =>
  body === null || answer.safeParse(body).success ? true : null

/** GET /ticket/{ticketID}; times without a zone are in `timeZone`. Null when it cannot be understood. */
export function readTicket(body: unknown, timeZone: string): WireTicket | null {
  const read = ticketAnswer.safeParse(body).data
  return read ? withTimes(read, timeZone) : null
}

/** GET /ticket, in whatever order; null when it cannot be understood. */
export function readTickets(body: unknown, timeZone: string): WireTicket[] | null {
  const read = ticketsAnswer.safeParse(body).data
  return read?.map((it) => withTimes(it, timeZone)) ?? null
}

export type WireTicket = ReturnType<typeof withTimes>
export type WireEntry = WireTicket['timeline'][number]

function withTimes({ timeline, createdAt, ...facts }: z.output<typeof ticket>, timeZone: string) {
  return {
    ...facts,
    createdAtMs: readZonedTime(createdAt ?? '', timeZone),
    timeline: timeline.map(({ createdAt: at, ...entry }) => ({
      ...entry,
      createdAtMs: readZonedTime(at ?? '', timeZone),
    })),
  }
}

const orNull = <Schema extends z.ZodType>(schema: Schema) => schema.nullable().catch(null)
const wireText = orNull(z.string())
const wireId = orNull(
  z.union([
    z.int().positive(),
    z
      .string()
      .regex(/^[1-9]\d*$/)
      .transform(Number)
      .pipe(z.int()),
  ]),
)

/** Failures of older versions are told with `status`, which a ticket has too. */
const answer = z
  .record(z.string(), z.unknown())
  .refine(({ status, type }) => status !== 'error' && type !== 'error', 'names an error')

const entry = z
  .object({
    id: wireId,
    messageID: wireId,
    type: wireText,
    content: wireText,
    user_name: wireText,
    created_at: wireText,
  })
  .transform((it) => ({
    id: it.messageID ?? it.id,
    type: it.type,
    content: it.content ?? '',
    userName: it.user_name ?? '',
    createdAt: it.created_at,
  }))

const ticket = z
  .object({
    ticketID: wireId,
    id: wireId,
    title: wireText,
    from: wireText,
    status: wireText,
    created_at: wireText,
    timeline: z.array(entry).catch([]),
  })
  .transform((it) => ({
    id: it.ticketID ?? it.id,
    title: it.title ?? '',
    from: it.from,
    status: it.status,
    createdAt: it.created_at,
    timeline: it.timeline,
  }))

const unwrap = (body: Record<string, unknown>) => {
  const inner = z.record(z.string(), z.unknown()).safeParse(body.item)
  return inner.success ? inner.data : body
}

const ticketAnswer = answer.transform(unwrap).pipe(ticket)
const ticketsAnswer = z.union([
  z.array(ticket),
  answer.transform(({ items, item, data }) => items ?? item ?? data).pipe(z.array(ticket)),
])
