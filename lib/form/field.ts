/** A field of a form: as the operator writes it, and as the form has it once everything is settled. */
import type { Condition } from './condition.ts'
import type { Words } from './words.ts'

/** The fields that every form has; `subject` and `topic` may be left out of it. */
export type BaseName = 'topic' | 'subject' | 'message' | 'name' | 'email'

export const fieldKinds = [
  'text',
  'multiline',
  'email',
  'phone',
  'number',
  'date',
  'select',
  'multiselect',
  'radio',
  'checkbox',
  'consent',
  'url',
  'order-number',
  'hidden',
] as const

export type FieldKind = (typeof fieldKinds)[number]

/** A field as the operator writes it in `support.config.ts`; there a text may be one for each language. */
export interface FieldDefinition<Text extends Words = string> {
  /** Letters, digits, - and _; once in the form. Conditions, prefill and templates know the field by it. */
  readonly name: string
  /** `consent` is a box that must be ticked unless `required` is false; `hidden` is filled in by the address alone. */
  readonly kind: FieldKind
  /** Hidden fields need none. */
  readonly label?: Text
  readonly hint?: Text
  /** An example inside the field; a hint is easier to read, and stays while somebody types. */
  readonly placeholder?: Text
  /** What the field starts with; of boxes `yes`, of several answers one in each line. Never for consent. */
  readonly default?: string
  readonly required?: boolean
  /** Characters of a text, value of a number or date (YYYY-MM-DD), or number of answers to select. */
  readonly min?: number | string
  readonly max?: number | string
  /** Of a number: no decimals. */
  readonly whole?: boolean
  readonly pattern?: Pattern<Text>
  /** What a browser or password manager may fill in, as HTML names it: `tel`, `organization`, `postal-code` … */
  readonly autocomplete?: string
  /** Of a select, radio or multiselect. */
  readonly options?: readonly (string | FieldOption<Text>)[]
  /** `?<name>=…` and the embedding page may fill it in; always so for hidden fields, never for consent. */
  readonly prefill?: boolean
  /** Where the value goes; `data.<name>` when not given. */
  readonly to?: Destination | readonly Destination[]
  readonly showWhen?: Condition
  /** Which of the base fields it follows: the topic, or for consent the email, when not given. */
  readonly after?: BaseName
}

export interface FieldOption<Text extends Words = string> {
  readonly value: string
  readonly label: Text
  readonly hint?: Text
}

export interface Pattern<Text extends Words = string> {
  /** A regular expression for the whole value. */
  readonly matches: string
  /** What a right value looks like, for the words of the mistake. */
  readonly example: string
  /** The whole sentence instead. */
  readonly message?: Text
}

/**
 * `data.<key>` is custom data of the conversation, `contact.<key>` of the customer, whatever they write next. `tag`: each answer of a choice is one, of a box the field's name.
 * `recipients`: colleagues of an email field who get copies, three at most.
 */
export type Destination = DataDestination | 'tag' | 'recipients'

export type DataDestination = `data.${string}` | `contact.${string}`

/** A field as a form has it: what both sides check by, and nothing else. */
export interface Field {
  /** Its name in the form that is posted; those of an operator's fields begin with `field-`. */
  readonly name: string
  readonly kind: FieldKind | 'topic'
  readonly required: boolean
  /** Of what is not empty, in Unicode code points; 1 when not given. */
  readonly minLength?: number
  /** In Unicode code points. */
  readonly maxLength: number
  /** Of a number or a date, or how many of several answers. */
  readonly min?: number | string
  readonly max?: number | string
  readonly whole?: boolean
  /** Source of a regular expression for the whole value. */
  readonly pattern?: string
  /** The values that a choice offers. */
  readonly choices?: readonly string[]
  readonly autocomplete?: string
  readonly prefill?: boolean
  /** By the names of this form; not given for fields that are always asked for. */
  readonly when?: Condition
}

/** The most addresses that one field of recipients takes (DESIGN.md section 9). */
export const maxRecipients = 3
