/** What no shape can say of the fields of a form: that each can be asked, answered, and found by those that depend on it. */
import { fieldConditionsIn } from './condition.ts'
import { conditionProblem } from './condition-references.ts'
import type { FormDefinition } from './definition.ts'
import { splitData } from './destination.ts'
import type { Field, FieldDefinition } from './field.ts'
import {
  type AddedField,
  addedFields,
  destinationsOf,
  fieldsOf,
  isBase,
  optionsOf,
  postedName,
} from './fields.ts'
import { nameOfReamaze } from './reamaze-fields.ts'
import { findMistake } from './rules.ts'

type Path = readonly (string | number)[]
type Refuse = (path: Path, message: string) => void

/** Refuses what cannot work in the added fields, conditions and subject of `form`. @param place of the form. */
export function checkFields(form: FormDefinition, place: Path, refuse: Refuse): void {
  const fields = fieldsOf(form)
  const added = addedFields(form)
  for (const [index, each] of added.entries()) {
    const path = [...place, ...placeOf(form, each.definition)]
    for (const [setting, message] of problemsOf(each)) refuse([...path, setting], message)
    if (added.findIndex(({ field }) => field.name === each.field.name) < index)
      refuse([...path, 'name'], 'needs a name that is not taken')
    for (const message of conditionProblems(each, fields)) refuse([...path, 'showWhen'], message)
  }
  for (const message of subjectProblems(form, fields)) refuse([...place, 'subject', 'template'], message)
  const copied = added.filter(({ definition }) => destinationsOf(definition).includes('recipients'))
  if (copied.length > 1) refuse([...place, 'fields'], 'needs one field with recipients at most')
}

function placeOf(form: FormDefinition, definition: FieldDefinition): Path {
  const own = form.fields?.indexOf(definition) ?? -1
  if (own >= 0) return ['fields', own]
  const topic = form.topics.findIndex(({ fields }) => fields?.includes(definition))
  if (topic >= 0) return ['topics', topic, 'fields', form.topics[topic]?.fields?.indexOf(definition) ?? 0]
  const keys = Object.keys(form.contact_custom_fields ?? {})
  const key = keys.find((each) => nameOfReamaze(each) === definition.name)
  return ['contact_custom_fields', key ?? definition.name]
}

/** Query parameters of the page itself. */
const reserved = ['lang', 'theme', 'again', 'sent']

function* problemsOf({ definition, field }: AddedField): Generator<[setting: string, message: string]> {
  const { name, kind, label, options, min, max } = definition
  if (isBase(name) || reserved.includes(name) || name === '') yield ['name', 'needs a name that is not taken']
  if (kind !== 'hidden' && label === undefined) yield ['label', 'needs a text']
  if (isListed(kind) && !options) yield ['options', 'needs a list of answers']
  if (options && !isListed(kind) && kind !== 'hidden') yield ['options', `is not for the kind ${kind}`]
  const values = optionsOf(definition).map(({ value }) => value)
  if (values.some((value, index) => values.indexOf(value) < index || /[\n\r]|^\s|\s$/.test(value)))
    yield ['options', 'needs values that differ, each in one line without spaces around it']
  const bound = kind === 'date' ? 'string' : 'number'
  for (const setting of ['min', 'max'] as const) {
    const given = definition[setting]
    if (given !== undefined && typeof given !== bound)
      yield [setting, bound === 'number' ? 'needs a number' : 'needs a date like 2026-01-31']
  }
  if (min !== undefined && max !== undefined && min > max) yield ['max', 'needs no less than min']
  yield* defaultProblems(definition, field)
  yield* destinationProblems(definition, values)
}

const isListed = (kind: Field['kind']) => kind === 'select' || kind === 'radio' || kind === 'multiselect'

function* defaultProblems(definition: FieldDefinition, field: Field): Generator<[string, string]> {
  const given = definition.default
  if (definition.kind === 'consent') {
    if (given !== undefined) yield ['default', 'is not for consent: nobody may give it for somebody else']
    if (definition.prefill) yield ['prefill', 'is not for consent: nobody may give it for somebody else']
  } else if (given && findMistake({ ...field, kind: field.kind === 'hidden' ? 'text' : field.kind }, given))
    yield ['default', 'needs a value that the field itself would take']
}

function* destinationProblems(
  definition: FieldDefinition,
  values: readonly string[],
): Generator<[string, string]> {
  const isBox = definition.kind === 'checkbox' || definition.kind === 'consent'
  for (const destination of destinationsOf(definition)) {
    if (
      destination === 'tag' &&
      !isBox &&
      (values.length === 0 || values.some((value) => value.includes(',')))
    )
      yield ['to', 'needs a box, or options without commas, to be a tag']
    if (destination === 'recipients' && definition.kind !== 'email')
      yield ['to', 'needs the kind email to have recipients']
    const isData = destination !== 'tag' && destination !== 'recipients'
    if (isData && /^deskbell_|^__proto__$/.test(splitData(destination).key))
      yield ['to', 'needs a key that is not Deskbell’s own']
  }
}

function conditionProblems({ field, definition }: AddedField, fields: readonly Field[]): string[] {
  const { showWhen } = definition
  if (!showWhen) return []
  const problems = fieldConditionsIn(showWhen).flatMap((condition) => {
    const asked = fields.find(({ name }) => name === postedName(condition.field))
    const problem = conditionProblem(condition, asked)
    return problem === null ? [] : [problem]
  })
  return runsInCircle(field.name, fields)
    ? [...problems, 'needs fields that do not depend on this one']
    : problems
}

/** Whether the field depends on itself, through others or not. */
function runsInCircle(name: string, fields: readonly Field[]): boolean {
  const seen = new Set<string>()
  const visit = (current: string): boolean => {
    const when = fields.find((field) => field.name === current)?.when
    return (when ? fieldConditionsIn(when) : []).some(({ field }) => {
      if (field === name) return true
      if (seen.has(field)) return false
      seen.add(field)
      return visit(field)
    })
  }
  return visit(name)
}

function subjectProblems({ subject }: FormDefinition, fields: readonly Field[]): string[] {
  if (!subject?.template)
    return subject?.asked === false ? ['needs a text, because nobody is asked for one'] : []
  const named = [...subject.template.matchAll(/\{([^{}]*)\}/g)].map(([, name = '']) => name)
  const unknown = named.filter((name) => !fields.some((field) => field.name === postedName(name)))
  return unknown.map((name) => `needs fields of this form; there is no ${name}`)
}
