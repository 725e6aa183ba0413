/** The port to the team's helpdesk: what Deskbell asks of it, in Deskbell's words, whichever system answers. */
import type { ArrivalStatus } from '#lib/form/definition.ts'
import type { Expectation, Finding } from './inspection.ts'

export interface Helpdesk {
  readonly can: Capabilities
  /**
   * Opens one conversation for a request.
   * @param key our own key of the request; the helpdesk stores it, so that `findConversation` can find it again.
   * @param progress where an opening of several calls writes down each one that is done, and goes on from.
   * @throws HelpdeskError whose `outcome` says whether something may have been created.
   */
  open(request: NewConversation, key: string, progress?: Progress): Promise<ConversationRef>
  /**
   * Adds a customer's message to an open conversation; never an internal note, never as staff.
   * @param key our own key of the message, unique in the conversation.
   * @throws HelpdeskError whose `outcome` says whether something may have been created.
   */
  reply(conversation: ConversationRef, message: NewMessage, key: string): Promise<MessageRef>
  /** Marks a conversation as resolved, by the customer's word. Done again, it changes nothing more. @throws HelpdeskError */
  resolve(conversation: ConversationRef): Promise<void>
  /** Writes custom data and keeps what has other names. Done again, it changes nothing more. @throws HelpdeskError */
  annotate(conversation: ConversationRef, data: Readonly<Record<string, string>>): Promise<void>
  /**
   * One page of what the customer may see, newest first; internal notes are dropped by construction.
   * @throws HelpdeskError when the helpdesk cannot be read.
   */
  messages(conversation: ConversationRef, page: PageRequest): Promise<Page<Message>>
  /** Where the conversation stands; an unknown state of the helpdesk is `open`. @throws HelpdeskError */
  status(conversation: ConversationRef): Promise<ConversationStatus>
  /**
   * The read-back of `open`: the conversation that carries `key`, or null when there is none (yet). `unfinished`: no
   * call is in doubt and some are still to be made, so `open` may go on with the same progress. @throws HelpdeskError
   */
  findConversation(key: string, hint: ConversationHint): Promise<ConversationRef | 'unfinished' | null>
  /** The read-back of `reply`: the message that carries `key`, or null when there is none (yet). @throws HelpdeskError */
  findMessage(conversation: ConversationRef, key: string, hint: MessageHint): Promise<MessageRef | null>
  /** Whether it can be worked with as configured, one finding for each thing; reads only, and creates nothing. */
  inspect?(expected: Expectation): Promise<readonly Finding[]>
}

export interface Capabilities {
  /** Staff answers can be read and shown to the customer; otherwise the team answers by e-mail. */
  readonly readBack: boolean
  /** Opening or replying twice with one key creates one; an uncertain delivery may be repeated at once. */
  readonly idempotentCreate: boolean
  /** What an uncertain delivery has left can be looked for; otherwise the read-backs find nothing, ever. */
  readonly find: boolean
  /** What several read-backs did not find may be sent again; otherwise a person has to look. */
  readonly resendWhenAbsent: boolean
  /** It has several channels; otherwise all requests go to one place, and their text names the channel. */
  readonly channels: boolean
  /** It knows when a conversation is resolved; otherwise all are open. */
  readonly status: boolean
  /** A customer may mark a conversation as resolved, with `resolve`. */
  readonly resolve: boolean
  /** It keeps custom data that comes after the opening, with `annotate`. */
  readonly annotate: boolean
  /** How long what was read of a thread may be shown again instead of asking anew; 3 s when not given. */
  readonly readAgainMs?: number
  /** The least that it takes as a message, in Unicode code points. */
  readonly shortestMessage: number
}

/** What an opening of several calls has got done so far, kept by the caller from one attempt to the next. */
export interface Progress {
  /** The step that was recorded last, by whichever attempt; null when none was. */
  readonly step: string | null
  /** Durable once it resolves. @throws when this attempt has lost its turn: then it must not send anything more. */
  record(step: string): Promise<void>
}

export interface Customer {
  readonly name: string
  readonly email: string
}

export interface NewConversation {
  readonly subject: string
  readonly body: string
  readonly customer: Customer
  /** The channel's slug (Re:amaze: `category`). */
  readonly channel: string
  readonly tags: readonly string[]
  readonly data: Readonly<Record<string, string>>
  /** Custom data of the customer; those who keep none of customers write it as that of the conversation. */
  readonly contact?: Readonly<Record<string, string>>
  /** Addresses of people who take part beside the customer and hear of every answer. */
  readonly recipients?: readonly string[]
  /** From the configuration alone; the helpdesk's own choice when not given. */
  readonly status?: ArrivalStatus
  /** Nobody is told of it, where the helpdesk can be asked that; from the configuration alone. */
  readonly suppressNotifications?: boolean
  readonly attachments?: readonly Attachment[]
  readonly leftOut?: LeftOut
}

export interface NewMessage {
  readonly body: string
  readonly customer: Customer
  /** Nobody is told of it, where the helpdesk can be asked that; from the configuration alone. */
  readonly suppressNotifications?: boolean
  readonly attachments?: readonly Attachment[]
  readonly leftOut?: LeftOut
}

/** Names of files that we could not store: their sender is told; no helpdesk is. */
export type LeftOut = readonly string[]

export interface Attachment {
  /** Where the helpdesk and the team can fetch the file for days without signing in. */
  readonly url: string
  /** As the customer's machine calls it; untrusted. */
  readonly name: string
  /** Of a file that was uploaded here: what its sender's page shows. */
  readonly upload?: { readonly id: string; readonly bytes: number; readonly sha256: string }
  /** It cannot be fetched yet: a helpdesk that tries once would be left without it. */
  readonly isChecking?: boolean
}

/** The helpdesk's own handle of a conversation; never shown to a browser. */
export interface ConversationRef {
  readonly id: string
}

export interface MessageRef {
  readonly id: string
}

export interface Message {
  /** Our key, when the helpdesk gives it back; null for everything written elsewhere. */
  readonly key: string | null
  readonly role: 'customer' | 'staff'
  readonly authorName: string
  /** Markdown or HTML as the helpdesk has it; untrusted. */
  readonly body: string
  readonly createdAtMs: number
  /** As far as the helpdesk gives them. */
  readonly files?: readonly MessageFile[]
}

export interface MessageFile {
  /** Untrusted, like the body. */
  readonly name: string
  readonly bytes: number | null
  /** Of http or https, and nothing else. */
  readonly url: string
}

export interface PageRequest {
  /** From 1. */
  readonly page: number
  /** The thread's customer: what they wrote is told from what staff wrote by this address. */
  readonly customer: Customer
}

export interface Page<Item> {
  readonly items: readonly Item[]
  readonly pageCount: number
  readonly totalCount: number
}

export type ConversationStatus = 'open' | 'resolved'

export interface ConversationHint {
  readonly customer: Customer
  /** When the first attempt began. */
  readonly sinceMs: number
  /** What `open` recorded last; null when it recorded nothing, undefined when that is not known. */
  readonly step?: string | null
}

export interface MessageHint extends ConversationHint, NewMessage {}
