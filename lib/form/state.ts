/** What a form page knows about the last attempt: a closed union that both doors answer with. */
import type { Sentence } from './sentence.ts'

/** Finished sentences by field; several at the attachments, one per line. */
export type FieldErrors = Readonly<Record<string, string>>
/** What was typed, by field; several answers in lines. */
export type FieldValues = Readonly<Record<string, string>>

export type FormState =
  | { readonly state: 'idle'; readonly values: FieldValues }
  | { readonly state: 'invalid'; readonly errors: FieldErrors; readonly values: FieldValues }
  /** Nothing was stored. `notice` says why and what to do; `requestId` is the one to send next. */
  | {
      readonly state: 'refused'
      readonly notice: string
      readonly requestId: string
      readonly values: FieldValues
    }
  /** Committed: `threadPath` is the customer's page. It never enters a frame: there `inPlace` says it. */
  | { readonly state: 'accepted'; readonly threadPath: string; readonly inPlace?: InPlace }

export interface InPlace {
  readonly sent: SentView
  /** The page of the frame on which the server says the same. */
  readonly path: string
}

/** What is said after sending, in finished words. */
export interface SentView {
  /** `saved`: committed, but not with the team yet; nothing is asked of the customer. */
  readonly state: 'sent' | 'saved'
  /** Of the page that says it. */
  readonly title: string
  readonly heading: string
  readonly sentence: string
  readonly reference: { readonly label: string; readonly value: string }
  readonly copy: { readonly words: string; readonly done: string }
  readonly next: { readonly heading: string; readonly lines: readonly Sentence[] }
  /** The way to the conversation, where it is not on the same page; it opens in a tab of its own, which `newTab` says. */
  readonly open?: {
    readonly href: string
    readonly words: string
    readonly newTab: string
    /** Said before `address` when no tab opens. */
    readonly unopened: string
    /** The whole address, to be copied. */
    readonly address: string
  }
}

/** What a small form of a thread comes to: that it is solved, or how the help was. */
export type MarkState =
  | { readonly state: 'accepted' }
  /** Nothing was stored; `notice` says why and what to do. */
  | { readonly state: 'refused'; readonly notice: string }

/** The same for the reply box of a thread. */
export type ReplyState =
  | { readonly state: 'idle'; readonly text: string }
  | { readonly state: 'invalid'; readonly errors: FieldErrors; readonly text: string }
  | { readonly state: 'refused'; readonly notice: string; readonly requestId: string; readonly text: string }
  /** Only looked at, without JavaScript. */
  | { readonly state: 'previewed'; readonly text: string }
  /** Committed; `requestId` is the one for the next reply, `notice` the words for the status line. */
  | { readonly state: 'accepted'; readonly notice: string; readonly requestId: string }
