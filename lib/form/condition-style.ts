/** Conditions as CSS: what `:has()` can express is shown at once, before and without any script. */
import { asValue, type Condition, type FieldCondition } from './condition.ts'
import type { Field } from './field.ts'

/**
 * The rules that show each conditional field of the form `#form` which a style sheet can decide about.
 * Nothing of the configuration leaves its string: values are escaped.
 */
export function styleOf(fields: readonly Field[]): string {
  const topic = fields.find(({ kind }) => kind === 'topic')
  const groups = (topic?.choices ?? []).map((slug) => ({
    place: `topic-${slug}`,
    selector: topic ? has(topic, slug) : never,
  }))
  const single = fields
    .filter(({ name, when }) => when && isStyled(fields, name))
    .map(({ name }) => ({ place: name, selector: selectShown(fields, name) ?? never }))
  const rules = [...groups, ...single].map(
    ({ place, selector }) => `#form${selector} [data-when=${quote(place)}]{display:block}`,
  )
  return single.length === 0 ? '' : `@supports selector(:has(*)){${rules.join('')}}`
}

/** Whether a style sheet can decide whether the field is asked for: it depends on choices alone, however far back. */
export function isStyled(fields: readonly Field[], name: string): boolean {
  return selectShown(fields, name) !== null
}

/** What follows `#form` in a selector that matches when the field is asked for; null when there is none. */
function selectShown(fields: readonly Field[], name: string): string | null {
  const when = fields.find((field) => field.name === name)?.when
  return when ? select(fields, when) : ''
}

function select(fields: readonly Field[], condition: Condition): string | null {
  if ('not' in condition) return negated(select(fields, condition.not))
  if ('all' in condition) return joined(condition.all.map((each) => select(fields, each)))
  if ('any' in condition) return either(condition.any.map((each) => select(fields, each)))
  return selectField(fields, condition)
}

/** What stands in a field that is not asked for counts for nothing. */
function selectField(fields: readonly Field[], condition: FieldCondition): string | null {
  const field = fields.find(({ name }) => name === condition.field)
  const shown = field && selectShown(fields, field.name)
  if (!field || shown === null || shown === undefined) return null
  const { field: _, ...operators } = condition
  const parts = Object.entries(operators).map(([operator, operand]) => {
    const found = selectOperator(field, operator, operand)
    if (found === null) return null
    return found.isEmpty ? negated(joined([shown, found.selector])) : joined([shown, found.selector])
  })
  return joined(parts)
}

interface Found {
  readonly selector: string
  /** The selector matches when there is an answer, and the condition wants none. */
  readonly isEmpty: boolean
}

function selectOperator(field: Field, operator: string, operand: unknown): Found | null {
  const choices = field.kind === 'hidden' ? undefined : field.choices
  if (!choices) return null
  const only = (values: readonly string[]) => ({
    selector: either(values.map((v) => has(field, v))) ?? '',
    isEmpty: false,
  })
  const some = either(choices.map((value) => has(field, value))) ?? ''
  if (operator === 'filled') return { selector: some, isEmpty: operand === false }
  if (operator === 'in' && Array.isArray(operand)) return only(operand.map(asValue))
  if (operator === 'contains') {
    const part = String(operand)
    const holds = (value: string) => value.toLowerCase().includes(part.toLowerCase())
    return only(field.kind === 'multiselect' ? [part] : choices.filter(holds))
  }
  if (operator !== 'equals' || !isOperand(operand)) return null
  const value = asValue(operand)
  if (value === '') return { selector: some, isEmpty: true }
  if (field.kind !== 'multiselect') return only([value])
  const others = choices.filter((choice) => choice !== value).map((choice) => negated(has(field, choice)))
  return { selector: joined([has(field, value), ...others]) ?? '', isEmpty: false }
}

const isOperand = (operand: unknown): operand is string | number | boolean =>
  ['string', 'number', 'boolean'].includes(typeof operand)

/** Cards and boxes carry the name themselves, an option's list does. */
const has = ({ name }: Field, value: string) =>
  `:has([name=${quote(name)}][value=${quote(value)}]:checked,[name=${quote(name)}]>[value=${quote(value)}]:checked)`

const negated = (selector: string | null) =>
  selector === null ? null : selector === '' ? never : `:not(${selector})`

function joined(selectors: readonly (string | null)[]): string | null {
  return selectors.some((selector) => selector === null) ? null : selectors.join('')
}

function either(selectors: readonly (string | null)[]): string | null {
  if (selectors.some((selector) => selector === null)) return null
  if (selectors.includes('')) return ''
  return selectors.length === 0 ? never : `:is(${selectors.join()})`
}

const never = ':not(*)'

/** A CSS string whose content can neither end it nor the style element around it. */
const quote = (text: string) =>
  `"${text.replace(/["\\<>&\n\r\f\0]/g, (character) => `\\${character.codePointAt(0)?.toString(16)} `)}"`
