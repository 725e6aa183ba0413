/** What a catalogue is: the keys of English, with the words of one language. */
import type { en } from './messages/en.ts'

export type English = typeof en

/** A catalogue in another language. A key that is missing, and one that English does not have, is a type error. */
export type Catalogue = WordsOf<English>

type WordsOf<Messages> = {
  readonly [Key in keyof Messages]: Messages[Key] extends string ? string : WordsOf<Messages[Key]>
}
