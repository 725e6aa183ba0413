/** What a form is: the shape of `support.config.ts`. Plain data, so that a page can hand it to the browser. */
import { type Locale, locales, type Offer } from '#lib/i18n/locale.ts'

/** Everything the operator decides in `support.config.ts`, or in the file of SUPPORT_CONFIG. */
export interface SupportDefinition<Slug extends string = string> {
  /** For editors, in a JSON file: where the JSON Schema of this shape is. */
  readonly $schema?: string
  readonly brand: Brand
  /** The languages to offer, your own first; all that Deskbell speaks, English first, when not given. */
  readonly locales?: readonly [Locale, ...Locale[]]
  readonly channels: readonly Channel<Slug>[]
  /** By slug; the form `support` is the one at `/`. */
  readonly forms: Readonly<Record<string, FormDefinition<NoInfer<Slug>>>>
  readonly threads?: ThreadSettings
  /** What only one helpdesk knows; a customer decides none of it. */
  readonly helpdesk?: { readonly omnidesk?: OmnideskOptions; readonly ziik?: ZiikOptions }
}

export interface ThreadSettings {
  /** A link opens nothing any more this many days after the customer's last message; 180 when not given. */
  readonly expireAfterDays?: number
}

export interface Brand {
  readonly name: string
  /** One colour as #rrggbb; everything else is computed from it (look.md 2.3). */
  readonly accent: string
}

/** Omnidesk's own names, where it has one; each goes with every message. */
export interface OmnideskOptions {
  /** The kinds of entries in a ticket's timeline that its customer may read, as checked on your account. */
  readonly shownEntries?: readonly string[]
  /** The IANA zone in which your account tells the time; UTC when not given. */
  readonly timeZone?: string
  /** One address. */
  readonly bccInput?: string
  readonly forwardedFileIDs?: readonly number[]
  /** `YYYY-MM-DD HH:MM:SS` */
  readonly sendAt?: string
  readonly userID?: number
  readonly submitStatus?: string
}

export interface ZiikOptions {
  /** Customers read what staff write as a reply to their request; off when not given. */
  readonly showsStaffReplies?: boolean
}

/** A place in the helpdesk where conversations arrive; Re:amaze calls it `category` on the wire. */
export interface Channel<Slug extends string = string> {
  readonly slug: Slug
  readonly name: string
  readonly email: string
}

export interface FormDefinition<Slug extends string = string> extends Arrival {
  /** Where a request without a topic goes. */
  readonly channel: Slug
  /** On every request of this form. */
  readonly tags: readonly string[]
  readonly topics: readonly Topic<Slug>[]
  /** How soon the team usually answers, in whole hours; null says nothing. */
  readonly answersWithinHours: number | null
  /** IANA name; the server writes times in it. */
  readonly timeZone: string
}

/** How a request arrives at the helpdesk. A topic's word counts before its form's; the customer has none. */
export interface Arrival {
  /** Custom fields of the conversation, beside those that Deskbell writes. */
  readonly data?: Readonly<Record<string, string>>
  /** The helpdesk's own choice when not given. */
  readonly status?: ArrivalStatus
  /** The helpdesk tells nobody about the request, neither the team nor the customer. */
  readonly suppressNotifications?: boolean
}

export type ArrivalStatus = 'open' | 'responded' | 'resolved' | 'spam' | 'archived'

/** What the customer picks; it routes the request. */
export interface Topic<Slug extends string = string> extends Arrival {
  readonly slug: string
  readonly label: string
  readonly hint?: string
  readonly channel: Slug
  readonly tags: readonly string[]
}

export type FieldName = 'topic' | 'subject' | 'message' | 'name' | 'email'

export interface Field {
  readonly name: FieldName
  readonly kind: 'topic' | 'text' | 'multiline' | 'email'
  readonly required: boolean
  /** Of what is not empty, in Unicode code points; 1 when not given. */
  readonly minLength?: number
  /** In Unicode code points. */
  readonly maxLength: number
  readonly autocomplete?: 'name' | 'email'
}

/** The fields of a request in page order: the problem first, the person second (look.md 3.1). */
export const requestFields: readonly Field[] = [
  { name: 'topic', kind: 'topic', required: false, maxLength: 60 },
  { name: 'subject', kind: 'text', required: true, maxLength: 150 },
  { name: 'message', kind: 'multiline', required: true, maxLength: 10_000 },
  { name: 'name', kind: 'text', required: true, maxLength: 100, autocomplete: 'name' },
  { name: 'email', kind: 'email', required: true, maxLength: 254, autocomplete: 'email' },
]

/** The one field of a reply. */
export const replyField: Field = { name: 'message', kind: 'multiline', required: true, maxLength: 10_000 }

/** Identity that makes mistakes in `support.config.ts` compile errors, a channel that is not listed among them. */
export const defineSupport = <const Slug extends string>(
  definition: SupportDefinition<Slug>,
): SupportDefinition => definition

/** The languages that readers can get; the first is the one for everybody who understands none of them. */
export const offerOf = (support: SupportDefinition): Offer => support.locales ?? locales

/** The form at `slug`, or null. */
export function formAt(support: SupportDefinition, slug: string): FormDefinition | null {
  return Object.hasOwn(support.forms, slug) ? (support.forms[slug] ?? null) : null
}
