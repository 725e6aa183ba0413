/** Finished words of a page, and the moments in them, which the browser writes by the clock of its reader. */

export interface Moment {
  /** ISO. */
  readonly dateTime: string
  /** ISO; of an opening, when it ends. */
  readonly until?: string
  /** In the zone of the team. */
  readonly words: string
}

/** A finished sentence, or one with a moment in the place of `{time}`. */
export type Sentence = string | { readonly words: string; readonly time: Moment }
