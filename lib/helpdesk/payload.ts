/** A request or a reply as text, for as long as it waits; checked on reading, because a database outlives the code that wrote it. */
import { z } from 'zod'
import type { NewConversation, NewMessage } from './helpdesk.ts'

export type Payload =
  | { readonly kind: 'request'; readonly conversation: NewConversation }
  | { readonly kind: 'reply'; readonly message: NewMessage }
  | { readonly kind: 'solution' }
  | { readonly kind: 'rating'; readonly rating: Rating }

/** What a customer thinks of the help they got. */
export interface Rating {
  /** From 1, very bad, to 5, very good. */
  readonly value: 1 | 2 | 3 | 4 | 5
  /** Empty when they wrote none. */
  readonly comment: string
}

const customer = z.object({ name: z.string(), email: z.string() })

const upload = z.object({ id: z.string(), bytes: z.number(), sha256: z.string() })

/** What earlier versions did not write. */
const sinceLater = {
  suppressNotifications: z.boolean().exactOptional(),
  attachments: z
    .array(
      z.object({
        url: z.string(),
        name: z.string(),
        upload: upload.exactOptional(),
        isChecking: z.boolean().exactOptional(),
      }),
    )
    .exactOptional(),
  leftOut: z.array(z.string()).exactOptional(),
}

const conversation = z.object({
  subject: z.string(),
  body: z.string(),
  customer,
  channel: z.string(),
  tags: z.array(z.string()),
  data: z.record(z.string(), z.string()),
  contact: z.record(z.string(), z.string()).exactOptional(),
  recipients: z.array(z.string()).exactOptional(),
  status: z.enum(['open', 'responded', 'resolved', 'spam', 'archived']).exactOptional(),
  ...sinceLater,
})

const message = z.object({ body: z.string(), customer, ...sinceLater })

const rating = z.object({ value: z.literal([1, 2, 3, 4, 5]), comment: z.string() })

/** What the text carries, or null when it is not what this version writes: a person has to look. */
export function readPayload(kind: Payload['kind'], text: string): Payload | null {
  const content = parseJson(text)
  if (kind === 'request') {
    const result = conversation.safeParse(content)
    return result.success ? { kind, conversation: result.data } : null
  }
  if (kind === 'reply') {
    const result = message.safeParse(content)
    return result.success ? { kind, message: result.data } : null
  }
  if (kind === 'solution') return { kind }
  const result = rating.safeParse(content)
  return result.success ? { kind, rating: result.data } : null
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
