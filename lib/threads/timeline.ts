/** One of each: the customer's own rows and what the helpdesk shows, merged into one order of time. */
import type { OutboxState } from '#lib/db/schema.ts'
import { withFileLinks } from '#lib/helpdesk/file-links.ts'
import type { Attachment, Message } from '#lib/helpdesk/helpdesk.ts'

/** What the customer sent from here, as our own row has it. */
export interface OwnMessage {
  readonly id: string
  /** Order within the thread. */
  readonly position: number
  readonly body: string
  readonly format: 'typed' | 'markdown'
  readonly attachments: readonly Attachment[]
  /** Names of files that could not be stored and were not sent. */
  readonly leftOut: readonly string[]
  readonly state: OutboxState
  readonly attempts: number
  readonly createdAtMs: number
}

export interface Entry {
  readonly id: string
  readonly own: boolean
  /** Empty for the customer. */
  readonly authorName: string
  readonly body: string
  /** How the body is to be read: as it was typed, as markdown, or as whatever the helpdesk keeps. */
  readonly format: 'typed' | 'markdown' | 'any'
  readonly files: readonly EntryFile[]
  /** Names of files that could not be stored and were not sent. */
  readonly leftOut: readonly string[]
  readonly createdAtMs: number
  /** Of messages sent from here; null for all that came from elsewhere. */
  readonly delivery: Delivery | null
}

export interface EntryFile {
  readonly name: string
  readonly bytes: number | null
  /** One of our uploads, to which each view gets a link of its own; or an address of the helpdesk's, http or https. */
  readonly source: { readonly upload: string } | { readonly url: string }
}

export type Delivery = 'sending' | 'saved' | 'delivered' | 'delayed' | 'parked'

/** Clocks differ: the helpdesk may have stamped our message this much before we committed it. */
const clockSkewMs = 10 * 60_000

/**
 * Oldest first. The helpdesk's copy of an own message is recognised by our key, else by author, text and time,
 * and left out: an own message is always shown from our row, so a thread reads whole in an outage.
 */
export function mergeTimeline(own: readonly OwnMessage[], theirs: readonly Message[]): Entry[] {
  const keys = new Set(own.map((message) => message.id))
  const recognised = new Set(theirs.map((message) => message.key))
  const unmatched = own.filter((message) => !recognised.has(message.id))
  const foreign = [...theirs].reverse().filter((message) => {
    if (message.key !== null && keys.has(message.key)) return false
    if (message.role === 'staff' || message.key !== null) return true
    const copy = unmatched.findIndex((mine) => isCopy(mine, message))
    if (copy === -1) return true
    unmatched.splice(copy, 1)
    return false
  })
  return [...own.map(ownEntry), ...foreignEntries(foreign)].sort((a, b) => a.createdAtMs - b.createdAtMs)
}

const isCopy = (mine: OwnMessage, theirs: Message) =>
  mine.state !== 'waiting' &&
  theirs.createdAtMs >= mine.createdAtMs - clockSkewMs &&
  [1, 0].some((carried) => words(withFileLinks(mine.body, mine.attachments, carried)) === words(theirs.body))

/** A helpdesk takes one file beside the text, or none: links to the others stand in it. White space is what helpdesks change first. */
const words = (body: string) => body.trim().replace(/\s+/g, ' ')

const ownEntry = (message: OwnMessage): Entry => ({
  id: message.id,
  own: true,
  authorName: '',
  body: message.body,
  format: message.format,
  files: message.attachments.map(({ name, url, upload }) => ({
    name,
    bytes: upload?.bytes ?? null,
    source: upload ? { upload: upload.id } : { url },
  })),
  leftOut: message.leftOut,
  createdAtMs: message.createdAtMs,
  delivery: deliveryOf(message),
})

/** A row's state in the customer's terms. */
export function deliveryOf({ state, attempts }: Pick<OwnMessage, 'state' | 'attempts'>): Delivery {
  switch (state) {
    case 'delivered':
      return 'delivered'
    case 'parked':
      return 'parked'
    case 'sending':
      return 'sending'
    case 'uncertain':
      return 'delayed'
    case 'waiting':
      return attempts === 0 ? 'saved' : 'delayed'
  }
}

/** Named by their time, so that a message keeps its name while others come and the oldest leave the page. */
function foreignEntries(messages: readonly Message[]): Entry[] {
  const named = new Map<number, number>()
  return messages.map((message) => {
    const before = named.get(message.createdAtMs) ?? 0
    named.set(message.createdAtMs, before + 1)
    const name = `m${message.createdAtMs.toString(36)}`
    return foreignEntry(message, before === 0 ? name : `${name}-${before}`)
  })
}

const foreignEntry = (message: Message, id: string): Entry => ({
  id,
  own: message.role === 'customer',
  authorName: message.role === 'staff' ? message.authorName : '',
  body: message.body,
  format: 'any',
  files: (message.files ?? []).map(({ name, bytes, url }) => ({ name, bytes, source: { url } })),
  leftOut: [],
  createdAtMs: message.createdAtMs,
  delivery: null,
})
