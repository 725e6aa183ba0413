/** What a customer typed, read by the form's definition: nothing the form does not offer gets through. */
import { type Field, type FieldName, type FormDefinition, requestFields, type Topic } from './definition.ts'
import { findMistake, type Mistake } from './rules.ts'

export interface Submission {
  /** Cleaned and checked, by field. */
  readonly values: Readonly<Record<FieldName, string>>
  readonly topic: Topic | null
}

export type Reading =
  | { readonly ok: true; readonly submission: Submission }
  | {
      readonly ok: false
      /** In page order, all of them. */
      readonly mistakes: readonly { readonly field: FieldName; readonly mistake: Mistake }[]
      readonly values: Submission['values']
    }

/** Reads each field by name and checks it; names that the form does not have are never looked at. */
export function readSubmission(
  definition: FormDefinition,
  read: (name: string) => string,
  fields: readonly Field[] = requestFields,
): Reading {
  const values = { topic: '', subject: '', message: '', name: '', email: '' }
  for (const field of fields) values[field.name] = cleanText(read(field.name), field.kind)
  const choices = definition.topics.map((topic) => topic.slug)
  const mistakes = fields.flatMap((field) => {
    const mistake = findMistake(field, values[field.name], choices)
    return mistake ? [{ field: field.name, mistake }] : []
  })
  if (mistakes.length > 0) return { ok: false, mistakes, values }
  const topic = definition.topics.find((each) => each.slug === values.topic) ?? null
  return { ok: true, submission: { values, topic } }
}

/**
 * The text as it may go on: whole characters in one normal form, no control characters, no space around it.
 * A single line stays one line, whatever was pasted into it, so that it can become a mail header, and keeps
 * its direction to itself (security.md S25, S44).
 */
export function cleanText(text: string, kind: Field['kind']): string {
  const whole = text.toWellFormed().normalize('NFC').replaceAll('\r\n', '\n').replaceAll('\r', '\n')
  const lines = kind === 'multiline' ? whole : whole.replace(/[\n\u2028\u2029]+/g, ' ').replace(turns, '')
  return lines.replace(/[^\P{Cc}\n\t]/gu, '').trim()
}

/** Marks that turn the direction of what follows them: in a name or a subject they would turn our words as well. */
const turns = /[\u202A-\u202E\u2066-\u2069]/g
