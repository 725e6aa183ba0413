/** Whether a condition on a field can ever hold: the field is there, and its kind and answers suit the operators. */
import { asValue, type FieldCondition } from './condition.ts'
import type { Field } from './field.ts'

/** What is wrong with the condition, or null. @param field the one that it names; undefined when there is none. */
export function conditionProblem(condition: FieldCondition, field: Field | undefined): string | null {
  if (!field) return `needs fields of this form; there is no ${condition.field}`
  const { field: name, ...operators } = condition
  if (Object.keys(operators).length === 0)
    return `needs an operator for ${name}: equals, in, contains, filled, above, atLeast, below or atMost`
  return comparisonProblem(condition, field) ?? answerProblem(condition, field)
}

function comparisonProblem({ field: name, ...condition }: FieldCondition, { kind }: Field): string | null {
  const { above, atLeast, below, atMost } = condition
  const bounds = [above, atLeast, below, atMost].filter((bound) => bound !== undefined)
  if (bounds.length === 0) return null
  if (kind !== 'number' && kind !== 'date') return `needs a number or a date to compare; ${name} is neither`
  const type = kind === 'number' ? 'number' : 'string'
  return bounds.every((bound) => typeof bound === type) ? null : `needs a ${kind} to compare ${name} with`
}

function answerProblem(condition: FieldCondition, { kind, choices }: Field): string | null {
  const { field: name, equals, in: offered = [], contains } = condition
  const isBox = kind === 'checkbox' || kind === 'consent'
  if (typeof equals === 'boolean' && !isBox) return `needs an answer of ${name}; true and false are for boxes`
  const meant = [
    ...(equals === undefined || equals === false ? [] : [equals]),
    ...offered,
    ...(kind === 'multiselect' && contains !== undefined ? [contains] : []),
  ]
  const unknown = choices ? meant.find((answer) => !choices.includes(asValue(answer))) : undefined
  return unknown === undefined ? null : `needs an answer of ${name}; there is no ${unknown}`
}
