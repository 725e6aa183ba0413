/** What the form's components are given: fields and words, finished on the server, as plain data. */
import type { Field } from '#lib/form/definition.ts'
import type { FieldSentences } from '#lib/form/rules.ts'
import type { CountWords } from './count-words.ts'

/** A field with the words around it. */
export interface FieldView {
  readonly field: Field
  readonly label: string
  readonly hint?: string
  /** The choices of a topic field, in order. */
  readonly topics?: readonly TopicView[]
  readonly sentences: FieldSentences
  /** For long texts only. */
  readonly counter?: CounterWords
}

export interface TopicView {
  readonly slug: string
  readonly label: string
  readonly hint?: string
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
  /** The empty option of a topic list. */
  readonly chooseTopic: string
  /** Headings of the summary: for one mistake, for two, … for as many as there are fields. */
  readonly summaries: readonly string[]
  /** What follows, beside the button. */
  readonly privateLink: string
}

const cardsAtMost = 6

/** Whether the topics stand as cards; more than six make a list. */
export function hasCards({ topics = [] }: FieldView): boolean {
  return topics.length > 0 && topics.length <= cardsAtMost
}

export function choiceId(topic: TopicView): string {
  return `topic-${topic.slug}`
}
