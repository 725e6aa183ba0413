/** What the fake Re:amaze remembers: conversations and messages, in memory, with the real one's manners. */

export interface Person {
  readonly name: string
  readonly email: string
}

export interface DeskMessage {
  readonly number: number
  readonly slug: string
  readonly body: string
  /** 0 is regular, 1 an internal note. */
  visibility: number
  readonly originId: string | null
  readonly author: Person
  readonly fromStaff: boolean
  readonly attachment: string | null
  /** Nobody was told of it. */
  readonly suppressed: boolean
  readonly createdMs: number
}

export interface DeskConversation {
  /** The database id, by which the real one finds a conversation whose slug it does not know. */
  readonly number: number
  readonly slug: string
  readonly subject: string
  readonly channel: string
  readonly author: Person
  readonly createdMs: number
  readonly messages: DeskMessage[]
  /** Who takes part beside the author. */
  readonly followers: readonly Person[]
  status: number
  tags: readonly string[]
  data: Readonly<Record<string, unknown>>
  updatedMs: number
}

export interface NewDeskMessage {
  readonly body: string
  readonly visibility: number
  readonly originId: string | null
  /** Null for the staff user of the credentials. */
  readonly author: Person | null
  readonly attachment: string | null
  readonly suppressed: boolean
  /** Staff may answer without resolving the conversation. */
  readonly staysOpen: boolean
}

export interface NewDeskConversation {
  readonly subject: string
  readonly channel: string
  readonly status: number
  readonly tags: readonly string[]
  readonly data: Readonly<Record<string, unknown>>
  readonly author: Person
  readonly followers: readonly Person[]
  readonly first: NewDeskMessage
}

export type Desk = ReturnType<typeof createDesk>

/** An empty desk. Nothing in it de-duplicates: what was sent twice is there twice, and a test sees it. */
export function createDesk({ staff, nowMs }: { staff: readonly Person[]; nowMs: () => number }) {
  const conversations: DeskConversation[] = []
  const messages: DeskMessage[] = []
  const self = staff[0] ?? { name: 'Staff', email: 'staff@example.com' }
  const isStaff = (person: Person) =>
    staff.some(({ email }) => email.toLowerCase() === person.email.toLowerCase())

  function add(conversation: DeskConversation, given: NewDeskMessage): DeskMessage {
    const author = given.author ?? self
    const { body, visibility, originId, attachment, suppressed } = given
    const message: DeskMessage = {
      number: messages.length + 1,
      slug: conversation.slug,
      body,
      visibility,
      originId,
      author,
      fromStaff: isStaff(author),
      attachment,
      suppressed,
      createdMs: nowMs(),
    }
    messages.push(message)
    conversation.messages.push(message)
    conversation.updatedMs = message.createdMs
    if (visibility === 0) conversation.status = statusAfter(conversation.status, message, given.staysOpen)
    return message
  }

  function open({ first, ...given }: NewDeskConversation): DeskConversation {
    const createdMs = nowMs()
    const number = conversations.length + 1
    const slug = freeSlug(given.subject, new Set(conversations.map((it) => it.slug)))
    const conversation = { ...given, number, slug, createdMs, updatedMs: createdMs, messages: [] }
    conversations.push(conversation)
    add(conversation, first)
    conversation.status = given.status
    return conversation
  }

  const find = (slug: string) =>
    conversations.find((it) => it.slug === slug) ?? conversations.find((it) => String(it.number) === slug)

  function hide(slug: string, body: string): void {
    for (const message of messages) if (message.slug === slug && message.body === body) message.visibility = 1
  }

  return { conversations, messages, open, add, find, hide }
}

/** Helpdesk-apis.md 4.1 and 5: a staff answer makes it Done, or Responded; a customer's reply reopens it. */
function statusAfter(status: number, { fromStaff }: DeskMessage, staysOpen: boolean): number {
  if (fromStaff) return staysOpen ? 1 : 2
  return [1, 2, 4, 6, 8].includes(status) ? 0 : status
}

function freeSlug(subject: string, taken: ReadonlySet<string>): string {
  const words = subject.toLowerCase().match(/[a-z0-9]+/g) ?? ['conversation']
  const stem = words.join('-').slice(0, 60)
  let slug = stem
  for (let suffix = 2; taken.has(slug); suffix += 1) slug = `${stem}-${suffix}`
  return slug
}
