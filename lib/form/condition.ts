/** When a field is asked for: a condition on what stands in others, the same in the browser and on the server. */
import { isDate } from './formats.ts'

export type Condition =
  | FieldCondition
  | { readonly not: Condition }
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }

/** What must be true of one field's value; several operators must all be. A field that is not shown has no value. */
export interface FieldCondition {
  /** The name of any field of the form, `topic` and the like included. */
  readonly field: string
  /** True and false are for boxes to tick. */
  readonly equals?: string | number | boolean
  readonly in?: readonly (string | number)[]
  /** Of several answers one, of a text a part, in capitals or not. */
  readonly contains?: string
  readonly filled?: boolean
  /** Numbers are compared with numbers, dates (YYYY-MM-DD) with dates; anything else is neither more nor less. */
  readonly above?: number | string
  readonly atLeast?: number | string
  readonly below?: number | string
  readonly atMost?: number | string
}

/** A field's value: its text, or several answers; empty when there is none. */
export type FieldValue = string | readonly string[]

/** What a ticked box carries. */
export const ticked = 'yes'

/** Whether the condition holds for the values that `read` answers. */
export function meets(condition: Condition, read: (field: string) => FieldValue): boolean {
  if ('not' in condition) return !meets(condition.not, read)
  if ('all' in condition) return condition.all.every((each) => meets(each, read))
  if ('any' in condition) return condition.any.some((each) => meets(each, read))
  return meetsOperators(condition, read(condition.field))
}

/** Every condition on a single field that stands somewhere in it. */
export function fieldConditionsIn(condition: Condition): readonly FieldCondition[] {
  if ('not' in condition) return fieldConditionsIn(condition.not)
  if ('all' in condition) return condition.all.flatMap(fieldConditionsIn)
  if ('any' in condition) return condition.any.flatMap(fieldConditionsIn)
  return [condition]
}

/** An operand as a field's value has it. */
export function asValue(operand: string | number | boolean): string {
  if (typeof operand === 'boolean') return operand ? ticked : ''
  return String(operand)
}

function meetsOperators(condition: FieldCondition, value: FieldValue): boolean {
  const { equals, in: offered, contains, filled, above, atLeast, below, atMost } = condition
  const answers = typeof value === 'string' ? [value] : value
  const one = answers.length === 1 ? answers[0] : ''
  return (
    (equals === undefined || one === asValue(equals)) &&
    (offered === undefined || offered.some((each) => answers.includes(asValue(each)))) &&
    (contains === undefined || hasPart(value, contains)) &&
    (filled === undefined || filled === value.length > 0) &&
    (above === undefined || difference(value, above) > 0) &&
    (atLeast === undefined || difference(value, atLeast) >= 0) &&
    (below === undefined || difference(value, below) < 0) &&
    (atMost === undefined || difference(value, atMost) <= 0)
  )
}

const hasPart = (value: FieldValue, part: string) =>
  typeof value === 'string' ? value.toLowerCase().includes(part.toLowerCase()) : value.includes(part)

/** NaN, which is neither more nor less, when the two cannot be compared. */
function difference(value: FieldValue, bound: number | string): number {
  if (typeof value !== 'string' || value === '') return Number.NaN
  if (typeof bound === 'number') return Number(value) - bound
  return isDate(value) ? Date.parse(value) - Date.parse(bound) : Number.NaN
}
