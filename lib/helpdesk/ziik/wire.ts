/** Ziik's wire, once: tolerant readers of what it answers, and the one body it is sent (helpdesk-apis.md 7). */
import { z } from 'zod'

/** POST /conversations/{conversation}/messages. */
export interface CreateMessage {
  readonly message: string
  /** Null begins a request of its own. */
  readonly parent_id: number | null
}

/** The created message; null when the answer cannot be understood. Bare or within `data`, as below. */
export function readMessage(body: unknown): WireMessage | null {
  return message.safeParse(unwrap(body)).data ?? null
}

/** GET /conversations/{conversation}/messages: in whatever order, requests and replies of all customers among them. */
export function readMessages(body: unknown): WireMessage[] | null {
  return z.array(message).safeParse(unwrap(body)).data ?? null
}

export type WireMessage = z.output<typeof message>

function unwrap(body: unknown): unknown {
  return z.object({ data: z.unknown() }).safeParse(body).data?.data ?? body
}

const orNull = <Schema extends z.ZodType>(schema: Schema) => schema.nullable().catch(null)

/** The shape of a parent is not documented: its number, or an object that has it. */
const parent = z.union([
  z.null(),
  z.undefined().transform(() => null),
  z.int(),
  z.string().regex(/^\d+$/).transform(Number),
  z.object({ id: z.int() }).transform(({ id }) => id),
])

const message = z
  .object({
    id: z.int(),
    message: orNull(z.string()),
    // Anything else is a parent that is not known: that belongs to nobody.
    parent: parent.catch(Number.NaN),
    deleted: z.boolean().catch(false),
    date: orNull(z.number()),
    author: orNull(z.object({ id: orNull(z.int()), name: orNull(z.string()) })),
  })
  .transform((it) => ({
    id: it.id,
    text: it.message ?? '',
    parentId: it.parent,
    isDeleted: it.deleted,
    createdAtMs: it.date === null ? null : it.date * 1_000,
    authorId: it.author?.id ?? null,
    authorName: it.author?.name ?? '',
  }))
