/** Saved replies: the built-in helpdesk's response templates as the desk works with them. */
import { z } from 'zod'
import { HelpdeskError } from '#lib/helpdesk/error.ts'
import type { Http } from '#lib/helpdesk/http.ts'
import { understood } from '#lib/helpdesk/reamaze/answers.ts'

export interface SavedReply {
  readonly id: string
  readonly name: string
  readonly body: string
}

export interface SavedReplies {
  /** By name. @throws HelpdeskError */
  all(): Promise<SavedReply[]>
  /** Null when there is none (any more). @throws HelpdeskError */
  find(id: string): Promise<SavedReply | null>
  /** @param id of the one that is changed; null adds one. @returns false when it cannot be. @throws HelpdeskError */
  save(id: string | null, reply: Omit<SavedReply, 'id'>): Promise<boolean>
  /** False when it is gone already. @throws HelpdeskError */
  remove(id: string): Promise<boolean>
}

const path = (id?: string) => (id === undefined ? ['response_templates'] : ['response_templates', id])

export const createSavedReplies = (http: Http): SavedReplies => ({
  all: () => readAll(http),
  find: (id) => unlessRejected(async () => readReply(await http({ method: 'GET', path: path(id) }))),
  save: async (id, reply) => {
    const body = { response_template: reply }
    const request =
      id === null
        ? ({ method: 'POST', path: path(), body } as const)
        : ({ method: 'PUT', path: path(id), body } as const)
    return (await unlessRejected(() => http(request))) !== null
  },
  remove: async (id) => (await unlessRejected(() => http({ method: 'DELETE', path: path(id) }))) !== null,
})

const wireReply = z.object({ id: z.string(), name: z.string(), body: z.string() })
const wirePage = z.object({ page_count: z.number(), response_templates: z.array(wireReply) })

async function readAll(http: Http): Promise<SavedReply[]> {
  const replies: SavedReply[] = []
  for (let page = 1, pages = 1; page <= pages; page += 1) {
    const { json } = await http({ method: 'GET', path: path(), query: { page: String(page) } })
    const read = understood(wirePage.safeParse(json).data ?? null, 'is no list of templates')
    pages = read.page_count
    replies.push(...read.response_templates)
  }
  return replies.sort((a, b) => a.name.localeCompare(b.name))
}

const readReply = ({ json }: { readonly json: unknown }): SavedReply =>
  understood(wireReply.safeParse(json).data ?? null, 'is no template')

/** What is gone, or more than there may be, is told; everything else is thrown. */
async function unlessRejected<Value>(work: () => Promise<Value>): Promise<Value | null> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof HelpdeskError && error.code === 'rejected') return null
    throw error
  }
}
