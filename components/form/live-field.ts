/** The part of a field that the browser needs to keep it up to date; the rest stays on the server. */
import type { Field } from '#lib/form/field.ts'
import type { FieldSentences } from '#lib/form/rules.ts'
import { type CounterWords, choiceId, type FieldView, hasCards } from './field-view.ts'

export interface LiveField {
  readonly field: Field
  readonly sentences: FieldSentences
  readonly label: string
  readonly counter?: CounterWords
  /** The id that a link to the field leads to: its control, or the first of its cards. */
  readonly target: string
}

export function asLiveField(view: FieldView): LiveField {
  const { field, label, sentences, choices, counter } = view
  const [first] = choices ?? []
  return {
    field,
    sentences,
    label,
    ...(counter ? { counter } : {}),
    target: first && hasCards(view) ? choiceId(view, first) : field.name,
  }
}
