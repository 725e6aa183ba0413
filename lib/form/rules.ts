/** What makes a field's value a mistake: the same pure rules in the browser and on the server. */
import type { Field } from './definition.ts'

/** The finished sentences of one field; a rule whose sentence is missing says the nearest one that is there. */
export interface FieldSentences {
  readonly empty?: string
  readonly long?: string
  /** An e-mail address that is not one. */
  readonly malformed?: string
  /** More than one e-mail address. */
  readonly several?: string
  /** A choice that is not offered (any more). */
  readonly gone?: string
}

export type Mistake = keyof FieldSentences

/**
 * The sentence for what is wrong with `value`, or null when nothing is.
 * @param choices the values a choice field offers; without them any choice counts as offered.
 */
export function checkField(
  field: Field,
  value: string,
  sentences: FieldSentences,
  choices?: readonly string[],
): string | null {
  const mistake = findMistake(field, value, choices)
  if (mistake === null) return null
  return sentences[mistake] ?? sentences.malformed ?? sentences.empty ?? sentences.long ?? mistake
}

/** The kind of mistake in `value`, or null: spaces alone are nothing, and nothing is fine where nothing is required. */
export function findMistake(field: Field, value: string, choices?: readonly string[]): Mistake | null {
  const text = value.trim()
  if (text === '') return field.required ? 'empty' : null
  if (countCharacters(text) > field.maxLength) return 'long'
  if (field.kind === 'email') return findEmailMistake(text)
  if (field.kind === 'topic' && choices !== undefined && !choices.includes(text)) return 'gone'
  return null
}

/** Unicode code points; a line break is one, whichever way the browser sends it. */
export function countCharacters(text: string): number {
  let count = 0
  for (const _ of text.replaceAll('\r\n', '\n')) count += 1
  return count
}

/**
 * The one written rule for an address: plain words joined by dots, one @, a domain name with a letter in its last part.
 * No quotes, comments, brackets, IP addresses or letters outside ASCII before the @ (RFC 5321 dot-string), so that the
 * result is exactly one recipient, whichever system reads it.
 */
function findEmailMistake(address: string): Mistake | null {
  if (/[,;]|@\S*\s+\S*@/.test(address)) return 'several'
  const local = /^[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*$/
  const label = /^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}])?$/u
  const [name = '', domain = '', ...more] = address.split('@')
  const labels = domain.split('.')
  const sound =
    more.length === 0 &&
    name.length <= 64 &&
    local.test(name) &&
    labels.length > 1 &&
    labels.every((part) => label.test(part)) &&
    /\p{L}/u.test(labels.at(-1) ?? '')
  return sound ? null : 'malformed'
}
