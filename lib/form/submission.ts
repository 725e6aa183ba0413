/** What a customer typed, read by the form's definition: nothing the form does not offer gets through. */
import type { FieldValue } from './condition.ts'
import type { FormDefinition, Topic } from './definition.ts'
import type { Field } from './field.ts'
import { answerOf, findMistake, type Mistake } from './rules.ts'
import { findShown, readTyped, type Typed } from './shown.ts'

export interface Submission {
  /** By field, of those that were asked for and answered: checked, and in the form in which it goes on. */
  readonly answers: Readonly<Record<string, FieldValue>>
  readonly topic: Topic | null
}

export interface Reading {
  /** All that was typed, for the form to show again. */
  readonly typed: Typed
  /** In page order, all of them; of fields that are asked for alone. */
  readonly mistakes: readonly FieldMistake[]
  /** Null when there are mistakes. */
  readonly submission: Submission | null
}

export interface FieldMistake {
  readonly field: string
  readonly mistake: Mistake
}

/** Reads each of the `fields` by name and checks it; names that the form does not have are never looked at. */
export function readSubmission(
  definition: FormDefinition,
  fields: readonly Field[],
  read: (name: string) => readonly string[],
): Reading {
  const typed = readTyped(fields, read)
  const shown = fieldsShown(fields, typed)
  const mistakes = findMistakes(shown, typed)
  if (mistakes.length > 0) return { typed, mistakes, submission: null }
  const answers = Object.fromEntries(
    shown.map((field) => [field.name, answerOf(field, typed[field.name] ?? '')]),
  )
  const topic = definition.topics.find(({ slug }) => slug === answers.topic) ?? null
  return { typed, mistakes, submission: { answers, topic } }
}

/** Every mistake in the fields that are asked for, as both sides find it. */
function findMistakes(shown: readonly Field[], typed: Typed): FieldMistake[] {
  return shown.flatMap((field) => {
    const mistake = findMistake(field, typed[field.name] ?? '')
    return mistake ? [{ field: field.name, mistake }] : []
  })
}

/** The fields that are asked for, in page order. */
function fieldsShown(fields: readonly Field[], typed: Typed): Field[] {
  const shown = findShown(fields, typed)
  return fields.filter(({ name }) => shown.has(name))
}
