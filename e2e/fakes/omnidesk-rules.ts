/** What Omnidesk documents that it takes, and not one field more: everything else is refused (helpdesk-apis.md 8). */
import { z } from 'zod'

export type Checked<Value> =
  | { readonly content: Value; readonly problem?: undefined }
  | { readonly content?: undefined; readonly problem: string }

type Fields = readonly (readonly [name: string, value: string])[] | null

/** The form of POST /ticket. */
export const checkTicket = (fields: Fields) => checked(ticket, fields)
/** The form of POST /message. */
export const checkMessage = (fields: Fields) => checked(message, fields)
/** The form of POST /message/chatbot. */
export const checkChatbotMessage = (fields: Fields) => checked(chatbotMessage, fields)
/** The parameters of GET /ticket. */
export const checkPage = (query: URLSearchParams) => checked(page, [...query])

function checked<Value>(schema: z.ZodType<Value>, fields: Fields): Checked<Value> {
  if (!fields) return { problem: 'the body must be multipart/form-data' }
  const given: Record<string, string | string[]> = {}
  for (const [name, value] of fields) {
    if (name === 'forwardedFileIDs') given[name] = [...(given[name] ?? []), value]
    else if (name in given) return { problem: `${name} is given twice` }
    else given[name] = value
  }
  const result = schema.safeParse(given)
  if (result.success) return { content: result.data }
  return { problem: result.error.issues.map((it) => `${it.path.join('.')}: ${it.message}`).join(', ') }
}

const number = z.string().regex(/^\d+$/, 'must be a number').transform(Number)
const address = z.email()

const ticket = z.strictObject({
  brandID: number.optional(),
  channelID: number.optional(),
  direction: z.enum(['inbound', 'outbound']).optional(),
  from: z.string().default(''),
  fromName: z.string().default(''),
  to: z.string().optional(),
  title: z.string().default(''),
  assignedGroupID: number.optional(),
  formID: number.optional(),
})

/** All that is documented of POST /message (8.1). */
export const message = z.strictObject({
  ticketID: number,
  type: z
    .string()
    .min(1)
    .regex(/^([0-9]+|calllog|contactform)$/),
  toAddress: z
    .string()
    .refine((text) => text.split(',').every((one) => address.safeParse(one).success))
    .optional(),
  ccInput: address.optional(),
  bccInput: address.optional(),
  respondMessageID: number.default(0),
  plaintext: z.string().default(''),
  message: z.string().min(5),
  forwardedFileIDs: z.array(number).default([]),
  sendAt: z
    .string()
    .regex(/^(\d{4})-(\d{2})-(\d{2}) (\d{2}):(\d{2}):(\d{2})$/)
    .optional(),
  userID: number.default(0),
  submitStatus: z.string().optional(),
})

/** All that is documented of POST /message/chatbot (8.2). */
export const chatbotMessage = z.strictObject({
  brandID: number,
  message: z.string().min(1),
  subject: z.string().min(1),
  from: z.string().min(1),
})

const page = z.strictObject({
  itemStart: number.default(0),
  itemLimit: number.pipe(z.int().max(9999)).default(15),
})
