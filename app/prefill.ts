/** What a form starts with: what its address fills in where the operator lets it, and the operator's own defaults. */
import { cleanText } from '#lib/form/clean.ts'
import type { FormDefinition } from '#lib/form/definition.ts'
import type { Field } from '#lib/form/field.ts'
import { addedFields } from '#lib/form/fields.ts'
import { findMistake, type Mistake } from '#lib/form/rules.ts'
import type { FieldValues } from '#lib/form/state.ts'
import { fieldsOfRequest } from './fields.ts'

type Search = Readonly<Record<string, string | string[] | undefined>>

/** Text only, of fields that may be prefilled, checked as if typed (security.md S63); never consent. */
export function startValues(form: FormDefinition, search: Search): FieldValues {
  const added = new Map(addedFields(form).map(({ field, definition }) => [field.name, definition]))
  const values = fieldsOfRequest(form).flatMap((field) => {
    const definition = added.get(field.name)
    const value = field.prefill ? prefilled(field, search[definition?.name ?? field.name]) : null
    const start = value ?? definition?.default ?? ''
    return start === '' ? [] : [[field.name, start] as const]
  })
  return Object.fromEntries(values)
}

/** What a customer could not have typed so, or could not mend, is dropped. */
const mendable: readonly (Mistake | null)[] = [null, 'empty', 'short']

function prefilled(field: Field, given: string | string[] | undefined): string | null {
  if (given === undefined || (Array.isArray(given) && field.kind !== 'multiselect')) return null
  const text = cleanText([given].flat().join('\n'), field.kind)
  const whole = field.choices ? text : [...text].slice(0, field.maxLength).join('')
  const checked = field.kind === 'hidden' ? { ...field, kind: 'text' as const } : field
  return whole !== '' && mendable.includes(findMistake(checked, whole)) ? whole : null
}
