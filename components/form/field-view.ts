/** What the form's components are given: fields and words, finished on the server, as plain data. */
import type { Field } from '#lib/form/field.ts'
import type { FieldSentences } from '#lib/form/rules.ts'
import type { CountWords } from './count-words.ts'

/** A field with the words around it. */
export interface FieldView {
  readonly field: Field
  readonly label: string
  readonly hint?: string
  readonly placeholder?: string
  /** What stands in it is known, and not to be changed. */
  readonly isLocked?: boolean
  /** The answers of a choice, in order. */
  readonly choices?: readonly ChoiceView[]
  /** The empty option, where the choice is a list. */
  readonly choose?: string
  readonly sentences: FieldSentences
  /** For long texts only. */
  readonly counter?: CounterWords
  /** For fields that are not always asked for. */
  readonly when?: WhenView
  /** Fields that stand together under one legend. */
  readonly group?: GroupView
}

export interface ChoiceView {
  readonly value: string
  readonly label: string
  readonly hint?: string
}

export interface WhenView {
  /** "Only for Billing": read where the browser cannot show the field by itself. */
  readonly words: string
  /** Whether the style sheet decides, or else a script, and without one the server. */
  readonly by: 'style' | 'script'
  /** Whether the field is asked for as the form arrives. */
  readonly isMet: boolean
}

export interface GroupView {
  readonly id: string
  /** "About Billing". */
  readonly legend: string
}

export interface CounterWords {
  /** "10,000 characters at most": for browsers without JavaScript. */
  readonly limit: string
  /** "{count} characters left". */
  readonly left: CountWords
  /** "{count} characters too many". */
  readonly over: CountWords
}

/** The words of whatever sends: the form and the reply box. */
export interface SendingWords {
  readonly send: string
  readonly sending: string
  /** After 2 seconds. */
  readonly slow: string
  /** After 10 seconds. */
  readonly verySlow: string
  readonly tryAgain: string
  readonly unconfirmed: string
  /** The connection is gone; the message is kept, and goes by itself when it is back. */
  readonly offline: string
  /** The same where nothing can be kept longer than the page is open. */
  readonly offlineOpen: string
  readonly online: string
  readonly draft: DraftWords
  /** "Error:", heard before each mistake, not seen. */
  readonly error: string
}

export interface DraftWords {
  readonly locale: string
  /** "Draft restored from {date}"; only the browser knows when. */
  readonly restored: string
  readonly startAgain: string
  readonly removed: string
  readonly undo: string
}

export interface FormWords extends SendingWords {
  /** The title of the page without and with mistakes in it. */
  readonly title: string
  readonly errorTitle: string
  readonly intro: string
  /** "(optional)". */
  readonly optional: string
  /** Only where questions depend on answers. */
  readonly when?: WhenWords
  /** Headings of the summary: for one mistake, for two, … for as many as there are fields. */
  readonly summaries: readonly string[]
  /** What follows, beside the button. */
  readonly privateLink: string
  /** Only in a frame on somebody's page. */
  readonly embedded?: EmbeddedWords
}

export interface EmbeddedWords {
  /** Where it does not come later. */
  readonly brief?: BriefWords
  /** The page around forbids forms to be sent; `open` leads to where they can be. */
  readonly blocked: {
    readonly sentence: string
    readonly open: { readonly href: string; readonly words: string }
  }
}

export interface BriefWords {
  /** For one mistake, for two, and so on; `{label}` stands for the first field. */
  readonly sentences: readonly string[]
  /** The label of the attachments, which are no field. */
  readonly attachments: string
}

/** Said when answers change which questions there are. */
export interface WhenWords {
  /** "{count} more questions: {labels}"; the browser fills in the labels. */
  readonly shown: CountWords
  readonly gone: CountWords
  /** The button that asks the server which questions there are, and what it does. */
  readonly update: string
  readonly updateHint: string
}

const cardsAtMost = 6

/** Whether the answers stand as cards; topics do unless they are many. */
export function hasCards({ field: { kind }, choices = [] }: FieldView): boolean {
  if (kind === 'topic') return choices.length > 0 && choices.length <= cardsAtMost
  return kind === 'radio' || kind === 'multiselect'
}

/** The id of an answer's control. */
export const choiceId = ({ field, choices = [] }: FieldView, choice: ChoiceView) =>
  `${field.name}-${field.kind === 'topic' ? choice.value : choices.indexOf(choice) + 1}`
