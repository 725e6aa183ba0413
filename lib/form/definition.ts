/** What a form is: the shape of `support.config.ts`. Plain data, so that a page can hand it to the browser. */
import { type Locale, locales, type Offer } from '#lib/i18n/locale.ts'
import type { ContextName } from './context.ts'
import type { BaseName, FieldDefinition } from './field.ts'
import type { OfficeHours } from './office-hours.ts'
import type { ReamazeFields } from './reamaze-fields.ts'
import type { Words } from './words.ts'

/**
 * Everything the operator decides in `support.config.ts`, or in the file of SUPPORT_CONFIG. There a text that customers
 * read may be one for each language; whoever asks for the configuration gets it in one.
 */
export interface SupportDefinition<Slug extends string = string, Text extends Words = string> {
  /** For editors, in a JSON file: where the JSON Schema of this shape is. */
  readonly $schema?: string
  readonly brand: Brand<Text>
  /** The languages to offer, your own first; all that Deskbell speaks, English first, when not given. */
  readonly locales?: readonly [Locale, ...Locale[]]
  readonly channels: readonly Channel<Slug>[]
  /** By slug; the form `support` is the one at `/`. */
  readonly forms: Readonly<Record<string, FormDefinition<NoInfer<Slug>, Text>>>
  readonly threads?: ThreadSettings
  readonly spam?: SpamSettings
  /** What only one helpdesk knows; a customer decides none of it. */
  readonly helpdesk?: { readonly omnidesk?: OmnideskOptions; readonly ziik?: ZiikOptions }
}

export interface ThreadSettings {
  /** A link opens nothing any more this many days after the customer's last message; 180 when not given. */
  readonly expireAfterDays?: number
}

/** What becomes of requests that look like a machine's. All are delivered, marked, unless `holdFrom` says otherwise. */
export interface SpamSettings {
  /** Of marked requests; `spam-suspected` when not given. */
  readonly tag?: string
  /** From this score on a request is marked; 5 when not given. */
  readonly markFrom?: number
  /** From this score on it waits in the outbox until a person releases or discards it; none does when not given. */
  readonly holdFrom?: number
  /** Browsers solve a small puzzle while the customer types, which makes up for weak signs; true when not given. */
  readonly proofOfWork?: boolean
  /** A captcha of a third party, as one sign more; none when not given. Its secret is CAPTCHA_SECRET. */
  readonly captcha?: CaptchaSettings
  readonly limits?: SpamLimits
}

export interface CaptchaSettings {
  readonly provider: 'turnstile' | 'hcaptcha'
  /** The public one of the two keys that the provider gives you. */
  readonly siteKey: string
}

/** How many may come within an hour; whoever comes later is told when to send it again, and keeps the text. */
export interface SpamLimits {
  /** Requests from a public IPv4 /24 or IPv6 /64, which may be a whole office; and as many replies. 300 when not given. */
  readonly perNetwork?: number
  /** Requests with one email address; those beyond are marked, not held up. 200 when not given. */
  readonly perAddress?: number
  /** Replies to one conversation; 300 when not given. */
  readonly perThread?: number
}

export interface Brand<Text extends Words = string> {
  readonly name: Text
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

export interface FormDefinition<Slug extends string = string, Text extends Words = string> extends Arrival {
  /** Where a request without a topic goes. */
  readonly channel: Slug
  /** On every request of this form. */
  readonly tags: readonly string[]
  /** Without any, the form does not ask for one. */
  readonly topics: readonly Topic<Slug, Text>[]
  /** What it asks beside topic, subject, message, name and email. */
  readonly fields?: readonly FieldDefinition<Text>[]
  /** The same as Re:amaze's own form has it, by label or key; it may stand here unchanged. */
  readonly contact_custom_fields?: ReamazeFields
  /** Other words for the fields that every form has. */
  readonly base?: Readonly<Partial<Record<BaseName, BaseSettings<Text>>>>
  readonly subject?: SubjectSettings
  /** What goes along as custom data without being asked; nothing when not given. */
  readonly context?: readonly ContextName[]
  /** How soon the team usually answers, in whole hours; null says nothing. */
  readonly answersWithinHours: number | null
  /** IANA name; the server writes times in it. */
  readonly timeZone: string
  /** Sites that may show this form in a frame, like `https://shop.example.com` or `https://*.example.com`; none when not given. */
  readonly embedOrigins?: readonly string[]
  /** When the team is there; outside these hours customers read when it is back. Says nothing when not given. */
  readonly officeHours?: OfficeHours
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
export interface Topic<Slug extends string = string, Text extends Words = string> extends Arrival {
  readonly slug: string
  readonly label: Text
  readonly hint?: Text
  readonly channel: Slug
  readonly tags: readonly string[]
  /** What it asks for, right below the topic. */
  readonly fields?: readonly FieldDefinition<Text>[]
}

export interface BaseSettings<Text extends Words = string> {
  readonly label?: Text
  readonly hint?: Text
  readonly placeholder?: Text
  /** For the topic alone; the others always are. */
  readonly required?: boolean
}

export interface SubjectSettings {
  /** False: the form has no field for it, and `template` makes it. */
  readonly asked?: boolean
  /** What the helpdesk gets: text in which `{name}` stands for what is in that field, `{topic}` for the topic's label. */
  readonly template?: string
}

/** Identity that makes mistakes in `support.config.ts` compile errors, a channel that is not listed among them. */
export const defineSupport = <const Slug extends string>(
  definition: SupportDefinition<Slug, Words>,
): SupportDefinition<string, Words> => definition

/** The languages that readers can get; the first is the one for everybody who understands none of them. */
export const offerOf = (support: Pick<SupportDefinition, 'locales'>): Offer => support.locales ?? locales

/** The form at `slug`, or null. */
export function formAt(support: SupportDefinition, slug: string): FormDefinition | null {
  return Object.hasOwn(support.forms, slug) ? (support.forms[slug] ?? null) : null
}
