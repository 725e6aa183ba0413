/** The fields of a form, settled: what every form asks and what its operator adds, in page order. */
import { type Condition, ticked } from './condition.ts'
import type { FormDefinition, Topic } from './definition.ts'
import { type BaseName, type Field, type FieldDefinition, type FieldOption, maxRecipients } from './field.ts'
import { fromReamaze } from './reamaze-fields.ts'

/** The problem first, the person second (look.md 3.1). */
const baseFields: readonly (Field & { readonly name: BaseName })[] = [
  { name: 'topic', kind: 'topic', required: false, maxLength: 60, prefill: true },
  { name: 'subject', kind: 'text', required: true, maxLength: 150, prefill: true },
  { name: 'message', kind: 'multiline', required: true, maxLength: 10_000, prefill: true },
  { name: 'name', kind: 'text', required: true, maxLength: 100, autocomplete: 'name', prefill: true },
  { name: 'email', kind: 'email', required: true, maxLength: 254, autocomplete: 'email', prefill: true },
]

export const baseNames: readonly BaseName[] = baseFields.map(({ name }) => name)

/** The one field of a reply. */
export const replyField: Field = { name: 'message', kind: 'multiline', required: true, maxLength: 10_000 }

/** A field that the operator has added. */
export interface AddedField {
  readonly field: Field
  readonly definition: FieldDefinition
  /** The one whose field it is; null when the whole form asks for it. */
  readonly topic: Topic | null
}

/** All fields of the form, in page order. */
export function fieldsOf(form: FormDefinition): readonly Field[] {
  const added = addedFields(form)
  return baseFields.flatMap((base) => [
    ...(isAsked(form, base.name) ? [asAsked(form, base)] : []),
    ...added.filter(({ definition }) => placeOf(definition) === base.name).map(({ field }) => field),
  ])
}

/** The fields that the operator has added: those of topics first. */
export function addedFields(form: FormDefinition): readonly AddedField[] {
  const ofTopics = form.topics.flatMap((topic) =>
    (topic.fields ?? []).map((definition) => ({ definition, topic, field: settle(definition, topic) })),
  )
  const ofForm = [...(form.fields ?? []), ...fromReamaze(form.contact_custom_fields ?? {})]
  return [
    ...ofTopics,
    ...ofForm.map((definition) => ({ definition, topic: null, field: settle(definition, null) })),
  ]
}

/** The name of a field in the form that is posted, where an operator's names must not meet ours. */
export const postedName = (name: string) => (isBase(name) ? name : `field-${name}`)

/** The options as the form shows them. */
export const optionsOf = ({ options = [] }: FieldDefinition): readonly FieldOption[] =>
  options.map((option) => (typeof option === 'string' ? { value: option, label: option } : option))

/** Where the value of a field goes. */
export const destinationsOf = ({ name, to = `data.${name}` }: FieldDefinition) => [to].flat()

export const isBase = (name: string) => baseNames.some((base) => base === name)

const isAsked = ({ topics, subject }: FormDefinition, name: BaseName) =>
  name === 'topic' ? topics.length > 0 : name !== 'subject' || subject?.asked !== false

function asAsked({ topics, base }: FormDefinition, field: Field & { readonly name: BaseName }): Field {
  if (field.name !== 'topic') return field
  return { ...field, required: base?.topic?.required ?? false, choices: topics.map(({ slug }) => slug) }
}

const placeOf = ({ kind, after = kind === 'consent' ? 'email' : 'topic' }: FieldDefinition) => after

function settle(definition: FieldDefinition, topic: Topic | null): Field {
  const { name, kind, pattern, whole, autocomplete, showWhen } = definition
  const isHidden = kind === 'hidden'
  const when = allOf([topic && { field: 'topic', equals: topic.slug }, showWhen && posted(showWhen)])
  const choices = choicesOf(definition)
  return {
    name: postedName(name),
    kind,
    required: !isHidden && (definition.required ?? kind === 'consent'),
    ...limitsOf(definition),
    ...(whole && { whole }),
    ...(pattern && { pattern: pattern.matches }),
    ...(choices && { choices }),
    ...(autocomplete !== undefined && { autocomplete }),
    ...(kind !== 'consent' && (definition.prefill || isHidden) && { prefill: true }),
    ...(when && { when }),
  }
}

const longest: Readonly<Partial<Record<FieldDefinition['kind'], number>>> = {
  multiline: 10_000,
  multiselect: 10_000,
  url: 2_000,
  email: 254,
  number: 40,
  phone: 40,
  date: 10,
}

/** Limits of a text are characters, of everything else its value. */
function limitsOf(definition: FieldDefinition): Pick<Field, 'minLength' | 'maxLength' | 'min' | 'max'> {
  const { kind, min, max } = definition
  const maxLength = longest[kind] ?? 250
  if (['number', 'date', 'multiselect'].includes(kind))
    return { maxLength, ...(min !== undefined && { min }), ...(max !== undefined && { max }) }
  if (destinationsOf(definition).includes('recipients')) return { maxLength: 1_000, max: maxRecipients }
  return {
    ...(min !== undefined && { minLength: Number(min) }),
    maxLength: max === undefined ? maxLength : Number(max),
  }
}

function choicesOf(definition: FieldDefinition): readonly string[] | null {
  if (definition.kind === 'checkbox' || definition.kind === 'consent') return [ticked]
  return definition.options ? optionsOf(definition).map(({ value }) => value) : null
}

/** The condition by the names of the posted form. */
function posted(condition: Condition): Condition {
  if ('not' in condition) return { not: posted(condition.not) }
  if ('all' in condition) return { all: condition.all.map(posted) }
  if ('any' in condition) return { any: condition.any.map(posted) }
  return { ...condition, field: postedName(condition.field) }
}

function allOf(conditions: readonly (Condition | null | undefined)[]): Condition | null {
  const given = conditions.filter((condition) => condition !== null && condition !== undefined)
  return given.length > 1 ? { all: given } : (given[0] ?? null)
}
