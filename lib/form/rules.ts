/** What makes a field's value a mistake: the same pure rules in the browser and on the server. */
import type { Field } from './definition.ts'

export type Mistake = 'empty' | 'long' | 'malformed' | 'several' | 'gone'

/** The finished sentences of one field for the mistakes that can happen in it. */
export type FieldSentences = Readonly<Partial<Record<Mistake, string>>>

/**
 * What is wrong with `value`, or null when nothing is: `gone` for a choice that is not among `choices`.
 * Spaces alone are nothing, and nothing is fine where nothing is required.
 */
export function findMistake(field: Field, value: string, choices?: readonly string[]): Mistake | null {
  const text = normalize(value, field.kind)
  if (text === '') return field.required ? 'empty' : null
  if (countCharacters(text) > field.maxLength) return 'long'
  if (field.kind === 'email') return checkEmail(text)
  return field.kind === 'topic' && choices?.includes(text) === false ? 'gone' : null
}

/**
 * The text as it is checked, stored and sent: no spaces around it, line breaks as one character and only where several
 * lines belong, nothing that cannot be seen or written down (control characters, halves of a character).
 */
export function normalize(text: string, kind: Field['kind']): string {
  const lines = text.replace(/\r\n?/g, '\n').replace(/\p{Surrogate}/gu, '\uFFFD')
  const visible = lines.replace(/(?![\n\t])\p{Cc}/gu, '')
  return (kind === 'multiline' ? visible : visible.replace(/\s+/g, ' ')).trim()
}

/** Unicode code points. */
export function countCharacters(text: string): number {
  let count = 0
  for (const _ of text) count += 1
  return count
}

/**
 * The one written rule for an address: plain words joined by dots, one @, a domain name with a letter in its last part.
 * No quotes, comments, brackets, IP addresses or letters outside ASCII before the @ (RFC 5321 dot-string), so that the
 * result is exactly one recipient, whichever system reads it.
 */
function checkEmail(address: string): Mistake | null {
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
