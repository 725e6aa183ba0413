/** What a catalogue of the desk is: the keys of its English, each with the words of one language. */
import type { en } from './staff/en.ts'

/** Whole: a key that is missing or unknown is a type error. */
export type StaffWords = WordsLike<typeof en>

type WordsLike<Messages> = {
  readonly [Key in keyof Messages]: Messages[Key] extends string ? string : WordsLike<Messages[Key]>
}
