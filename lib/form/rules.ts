/** What makes a field's value a mistake: the same pure rules in the browser and on the server. */
import type { Field } from './definition.ts'

export type Mistake = 'empty' | 'short' | 'long' | 'malformed' | 'several' | 'gone'

/** The finished sentences of one field for the mistakes that can happen in it. */
export type FieldSentences = Readonly<Partial<Record<Mistake, string>>>

/**
 * What is wrong with `value`, or null when nothing is: `gone` for a choice that is not among `choices`.
 * Spaces and invisible characters alone are nothing, and nothing is fine where nothing is required.
 */
export function findMistake(field: Field, value: string, choices?: readonly string[]): Mistake | null {
  const text = value.trim()
  if (!hasInk.test(text)) return field.required ? 'empty' : null
  const characters = countCharacters(text)
  if (characters < (field.minLength ?? 1)) return 'short'
  if (characters > field.maxLength) return 'long'
  if (field.kind === 'email') return checkEmail(text)
  return field.kind === 'topic' && choices?.includes(text) === false ? 'gone' : null
}

/** Something to see: no space, no format or control character, none of the letters that are drawn as nothing. */
const hasInk = /[^\s\p{Cf}\p{Cc}\u115F\u1160\u2800\u3164\uFFA0]/u

/** Unicode code points; a line break is one, though a browser sends it as two characters. */
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
