/** What makes a field's value a mistake: the same pure rules in the browser and on the server. */
import type { FieldValue } from './condition.ts'
import type { Field } from './field.ts'
import { checkEmail, checkEmails, isDate, isPhone, isWebAddress, readNumber } from './formats.ts'

export type Mistake =
  | 'empty'
  | 'short'
  | 'long'
  | 'malformed'
  | 'several'
  | 'gone'
  | 'mispatterned'
  /** Below or above what is allowed: a number, a date, or how many answers there are. */
  | 'low'
  | 'high'

/** The finished sentences of one field for the mistakes that can happen in it. */
export type FieldSentences = Readonly<Partial<Record<Mistake, string>>>

/**
 * What is wrong with `typed`, or null when nothing is: `gone` for an answer that is not offered.
 * Spaces and invisible characters alone are nothing, and nothing is fine where nothing is required; nobody could mend
 * what a hidden field holds, so its flaws only make it empty.
 */
export function findMistake(field: Field, typed: string): Mistake | null {
  const text = typed.trim()
  if (!hasInk.test(text)) return field.required ? 'empty' : null
  return field.kind === 'hidden' ? null : findFlaw(field, text)
}

function findFlaw(field: Field, text: string): Mistake | null {
  const characters = countCharacters(text)
  if (characters < (field.minLength ?? 1)) return 'short'
  if (characters > field.maxLength) return 'long'
  return checkFormat(field, text) ?? checkPattern(field, text)
}

/** Something to see: no space, no format or control character, none of the letters that are drawn as nothing. */
const hasInk = /[^\s\p{Cf}\p{Cc}\u115F\u1160\u2800\u3164\uFFA0]/u

/** Unicode code points; a line break is one, though a browser sends it as two characters. */
export function countCharacters(text: string): number {
  let count = 0
  for (const _ of text.replaceAll('\r\n', '\n')) count += 1
  return count
}

/** The value of a cleaned text, as conditions compare it and as it goes on; several answers one by one. */
export function answerOf(field: Field, typed: string): FieldValue {
  if (field.kind === 'multiselect') return typed ? [...new Set(typed.split('\n'))] : []
  if (field.kind === 'number') return `${readNumber(typed) ?? typed}`
  if (field.kind === 'hidden' && findFlaw(field, typed)) return ''
  return hasInk.test(typed) ? typed : ''
}

function checkFormat(field: Field, text: string): Mistake | null {
  switch (field.kind) {
    case 'email':
      return field.max === undefined ? checkEmail(text) : checkEmails(text, Number(field.max))
    case 'phone':
      return isPhone(text) ? null : 'malformed'
    case 'url':
      return isWebAddress(text) ? null : 'malformed'
    case 'number':
      return checkNumber(field, readNumber(text))
    case 'date':
      return isDate(text) ? checkRange(Date.parse(text), field, Date.parse) : 'malformed'
    default:
      return field.choices ? checkAnswers(field, text) : null
  }
}

function checkNumber(field: Field, number: number | null): Mistake | null {
  if (number === null || (field.whole && !Number.isInteger(number))) return 'malformed'
  return checkRange(number, field, Number)
}

function checkAnswers(field: Field, text: string): Mistake | null {
  const answers = field.kind === 'multiselect' ? [...new Set(text.split('\n'))] : [text]
  if (answers.some((answer) => !field.choices?.includes(answer))) return 'gone'
  return field.kind === 'multiselect' ? checkRange(answers.length, field, Number) : null
}

function checkRange(value: number, { min, max }: Field, measure: (bound: string) => number): Mistake | null {
  if (min !== undefined && value < measure(`${min}`)) return 'low'
  return max !== undefined && value > measure(`${max}`) ? 'high' : null
}

/** The configuration's check has made sure that it is one. */
function checkPattern({ pattern }: Field, text: string): Mistake | null {
  return pattern === undefined || new RegExp(`^(?:${pattern})$`, 'u').test(text) ? null : 'mispatterned'
}
