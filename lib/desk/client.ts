/** The desk's way to the built-in helpdesk: the same wire that staff's tools speak, in the name of whoever is visiting. */
import { z } from 'zod'
import { HelpdeskError } from '#lib/helpdesk/error.ts'
import { withFileLinks } from '#lib/helpdesk/file-links.ts'
import type { Attachment } from '#lib/helpdesk/helpdesk.ts'
import { createHttp, type Http } from '#lib/helpdesk/http.ts'
import { getConversation, getMessages, understood } from '#lib/helpdesk/reamaze/answers.ts'
import {
  type CreateMessage,
  readChannels,
  readConversations,
  readMessage,
  type UpdateConversation,
} from '#lib/helpdesk/reamaze/wire.ts'
import {
  asChannel,
  asConversation,
  asMessages,
  asPerson,
  type DeskChannel,
  type DeskConversation,
  type DeskMessage,
  type DeskPage,
  type Person,
} from './conversation.ts'
import { createSavedReplies, type SavedReplies } from './saved-replies.ts'
import { type Standing, statusesOf } from './standing.ts'

export interface Desk {
  /** Whose visit it is. */
  readonly member: Person
  readonly staff: readonly Person[]
  /** Thirty to a page, the latest change first. @throws HelpdeskError */
  list(asked: ListQuery): Promise<DeskPage<DeskConversation>>
  /** Null when there is none. @throws HelpdeskError */
  conversation(slug: string): Promise<DeskConversation | null>
  /** Thirty to a page, from the newest back; on a page the oldest first. @throws HelpdeskError */
  messages(slug: string, page: number): Promise<DeskPage<DeskMessage>>
  /** Where conversations can go. @throws HelpdeskError */
  channels(): Promise<readonly DeskChannel[]>
  /** Adds a message once per `key`; `held` when somebody else has answered in between. @throws HelpdeskError */
  say(slug: string, message: NewDeskMessage, key: string): Promise<'said' | 'held'>
  readonly replies: SavedReplies
  /** @throws HelpdeskError */
  change(slug: string, changes: UpdateConversation['conversation']): Promise<void>
}

export interface ListQuery {
  readonly standing: Standing | 'all'
  /** Words to be found; empty for none. */
  readonly words: string
  /** From 1. */
  readonly page: number
}

export interface NewDeskMessage {
  readonly body: string
  readonly kind: 'answer' | 'note'
  /** An answer after which nothing is left to do, rather than to wait for the customer. */
  readonly concludes: boolean
  /** How many messages its author knew of. */
  readonly seen: number
  readonly attachments: readonly Attachment[]
}

export interface Door {
  /** The address of the API. */
  readonly baseUrl: string
  readonly fetch: typeof globalThis.fetch
}

/** The desk of whoever has this proof of their credentials; null when nobody has. @throws HelpdeskError */
export async function openDesk(
  { baseUrl, fetch }: Door,
  { email, proof }: { readonly email: string; readonly proof: string },
): Promise<Desk | null> {
  const headers = { authorization: `Proof ${proof}` }
  const http = createHttp({ baseUrl, headers, secrets: [proof], fetch, maxBytes: maxAnswerBytes })
  const staff = await readStaff(http)
  const member = staff?.find((person) => person.email.toLowerCase() === email.trim().toLowerCase())
  if (!staff || !member) return null
  return {
    member,
    staff,
    list: (asked) => list(http, asked),
    conversation: (slug) => conversation(http, slug),
    async messages(slug, page) {
      const read = await getMessages(http, { id: slug }, page)
      const totalCount = read.totalCount ?? read.items.length
      return { items: asMessages(read, page), pageCount: read.pageCount ?? page, totalCount }
    },
    async channels() {
      const { json } = await http({ method: 'GET', path: ['channels'] })
      return understood(readChannels(json), 'is no list of channels').items.map(asChannel)
    },
    replies: createSavedReplies(http),
    say: (slug, message, key) => say(http, slug, message, key),
    async change(slug, changes) {
      await http({ method: 'PUT', path: ['conversations', slug], body: { conversation: changes } })
    },
  }
}

/** Thirty messages of the longest kind, in the same process. */
const maxAnswerBytes = 64 * 1024 * 1024

const staffAnswer = z.object({
  staff: z.array(z.object({ name: z.string().nullable(), email: z.string().nullable() })),
})

/** Null when the caller is none of them (any more). */
async function readStaff(http: Http): Promise<Person[] | null> {
  try {
    const { json } = await http({ method: 'GET', path: ['staff'] })
    return understood(staffAnswer.safeParse(json).data ?? null, 'is no list of staff').staff.map(asPerson)
  } catch (error) {
    if (error instanceof HelpdeskError && error.code === 'unauthorized') return null
    throw error
  }
}

async function list(http: Http, { standing, words, page }: ListQuery): Promise<DeskPage<DeskConversation>> {
  const query = {
    filter: 'all',
    sort: 'updated',
    page: String(page),
    ...(standing !== 'all' && { status: statusesOf[standing].join(',') }),
    ...(words && { q: words }),
  }
  const { json } = await http({ method: 'GET', path: ['conversations'], query })
  const { items, pageCount, totalCount } = understood(readConversations(json), 'is no list of conversations')
  return {
    items: items.map(asConversation),
    pageCount: pageCount ?? page,
    totalCount: totalCount ?? items.length,
  }
}

async function conversation(http: Http, slug: string): Promise<DeskConversation | null> {
  try {
    return asConversation(await getConversation(http, { id: slug }))
  } catch (error) {
    if (error instanceof HelpdeskError && error.code === 'rejected') return null
    throw error
  }
}

async function say(
  http: Http,
  slug: string,
  { body, kind, concludes, seen, attachments }: NewDeskMessage,
  key: string,
): Promise<'said' | 'held'> {
  const [first] = attachments
  const message: CreateMessage['message'] = {
    body: withFileLinks(body, attachments),
    ...(first && { attachment: first.url }),
    seen,
    origin_id: key,
    visibility: kind === 'note' ? 1 : 0,
    ...(kind === 'answer' && !concludes && { suppress_autoresolve: true }),
  }
  const path = ['conversations', slug, 'messages']
  const { json } = await http({ method: 'POST', path, body: { message } })
  const { visibility } = understood(readMessage(json), 'is no message')
  return visibility === 2 ? 'held' : 'said'
}
