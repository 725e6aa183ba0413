/** Forms and submissions as no operator and no customer would think of them. */
import fc from 'fast-check'
import { type Condition, type FieldCondition, ticked } from './condition.ts'
import { defineSupport, type FormDefinition } from './definition.ts'
import { type FieldDefinition, fieldKinds } from './field.ts'

const answers = ['a', 'b', 'c d', '10', 'yes']
const topics = ['order', 'billing']

/** A configuration whose one form has up to a dozen fields that depend on each other, none in a circle. */
export const anySupport = fc
  .array(
    fc.record({ kind: fc.constantFrom(...fieldKinds), ofTopic: fc.option(fc.constantFrom(...topics)) }),
    {
      minLength: 1,
      maxLength: 12,
    },
  )
  .chain((plans) =>
    fc.tuple(
      ...plans.map(({ kind, ofTopic }, index) =>
        anyField(
          kind,
          index,
          plans.slice(0, index).map((plan) => plan.kind),
        ).map((field) => ({ field, ofTopic })),
      ),
    ),
  )
  .map((placed) => {
    const of = (topic: string | null) =>
      placed.filter(({ ofTopic }) => ofTopic === topic).map(({ field }) => field)
    return supportOf({
      ...least,
      topics: topics.map((slug) => ({ slug, label: slug, channel: 'help', tags: [], fields: of(slug) })),
      fields: of(null),
    })
  })

/** What a page might post to a form of `anySupport`: right and wrong, asked for or not, once or several times. */
export const anyPost = fc.array(
  fc.tuple(
    fc.oneof(
      fc.nat(12).map((index) => `field-f${index}`),
      fc.constantFrom('topic', 'subject', 'message', 'name', 'email', '__proto__', 'constructor', 'channel'),
    ),
    fc.oneof(
      fc.constantFrom(
        ...answers,
        ...topics,
        '',
        ' ',
        'mia@example.org',
        'a@example.org, b@example.org',
        '+49 30 1234567',
      ),
      fc.constantFrom(
        '5',
        '12,5',
        '-3',
        '007',
        '1e3',
        '2026-01-31',
        '2026-02-30',
        'https://example.com',
        '\u200B',
        'x'.repeat(300),
      ),
      fc.string({ unit: 'binary', maxLength: 20 }),
    ),
  ),
  { maxLength: 30 },
)

const least = { channel: 'help', tags: [], topics: [], answersWithinHours: null, timeZone: 'UTC' } as const

const supportOf = (form: FormDefinition<'help'>) =>
  defineSupport({
    brand: { name: 'Acme', accent: '#2f5bc2' },
    channels: [{ slug: 'help', name: 'Help', email: 'help@example.com' }],
    forms: { support: form },
  })

type Kind = FieldDefinition['kind']

const isListed = (kind: Kind) => kind === 'select' || kind === 'radio' || kind === 'multiselect'

function anyField(kind: Kind, index: number, before: readonly Kind[]): fc.Arbitrary<FieldDefinition> {
  return fc
    .record({
      required: fc.boolean(),
      min: fc.option(fc.integer({ min: 1, max: 4 })),
      hasPattern: fc.boolean(),
      showWhen: fc.option(anyCondition(before, 3)),
    })
    .map(({ required, min, hasPattern, showWhen }) => ({
      name: `f${index}`,
      kind,
      label: `Field ${index}`,
      required,
      ...(isListed(kind) && { options: answers }),
      ...(min !== null && { min: kind === 'date' ? `202${min}-01-01` : min }),
      ...(hasPattern && kind === 'text' && { pattern: { matches: '[a-c].*', example: 'abc' } }),
      ...(showWhen && { showWhen }),
    }))
}

function anyCondition(before: readonly Kind[], depth: number): fc.Arbitrary<Condition> {
  const field = fc.nat(before.length).chain((index) => anyFieldCondition(before[index], index))
  if (depth === 0) return field
  const deeper = anyCondition(before, depth - 1)
  return fc.oneof(
    { weight: 2, arbitrary: field },
    deeper.map((not): Condition => ({ not })),
    fc.array(deeper, { maxLength: 3 }).map((all): Condition => ({ all })),
    fc.array(deeper, { maxLength: 3 }).map((any): Condition => ({ any })),
  )
}

/** @param kind of the field f<index>; undefined stands for the topic. */
function anyFieldCondition(kind: Kind | undefined, index: number): fc.Arbitrary<FieldCondition> {
  if (kind === undefined) return fc.constantFrom(...topics).map((equals) => ({ field: 'topic', equals }))
  const field = `f${index}`
  const filled = fc.boolean().map((filled): FieldCondition => ({ field, filled }))
  const answer = fc.constantFrom(...(kind === 'checkbox' || kind === 'consent' ? [ticked] : answers))
  const bound = kind === 'number' ? fc.integer({ min: -5, max: 20 }) : fc.constant('2025-06-01')
  const bounds = fc
    .constantFrom('above', 'atLeast', 'below', 'atMost')
    .chain((operator) => bound.map((operand): FieldCondition => ({ field, [operator]: operand })))
  return fc.oneof(
    filled,
    answer.map((equals): FieldCondition => ({ field, equals })),
    fc.array(answer, { minLength: 1 }).map((offered): FieldCondition => ({ field, in: offered })),
    answer.map((contains): FieldCondition => ({ field, contains })),
    ...(kind === 'number' || kind === 'date' ? [bounds] : []),
  )
}
