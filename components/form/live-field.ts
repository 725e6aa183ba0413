/** The part of a field that the browser needs to keep it up to date; the rest stays on the server. */
import type { Field } from '#lib/form/definition.ts'
import type { FieldSentences } from '#lib/form/rules.ts'
import { type CounterWords, choiceId, type FieldView, hasCards } from './field-view.ts'

export interface LiveField {
  readonly field: Field
  readonly sentences: FieldSentences
  /** The values that a choice field offers. */
  readonly choices?: readonly string[]
  readonly counter?: CounterWords
  /** The id that a link to the field leads to: its control, or the first of its cards. */
  readonly target: string
}

export function asLiveField(view: FieldView): LiveField {
  const { field, sentences, topics, counter } = view
  const [first] = topics ?? []
  return {
    field,
    sentences,
    ...(topics ? { choices: topics.map((topic) => topic.slug) } : {}),
    ...(counter ? { counter } : {}),
    target: first && hasCards(view) ? choiceId(first) : field.name,
  }
}
