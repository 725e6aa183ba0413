/** The shape of fields and conditions as it is checked at the start; `field.ts` and `condition.ts` say what each means. */
import { z } from 'zod'
import type { Condition, FieldCondition } from './condition.ts'
import type { Destination, FieldDefinition, FieldOption, Pattern } from './field.ts'
import { fieldKinds } from './field.ts'
import { baseNames } from './fields.ts'
import type { ReamazeField } from './reamaze-fields.ts'
import { settings, text } from './settings.ts'
import { words } from './words.ts'

const operand = z.union([z.string(), z.number()], 'needs a text or a number')

const fieldCondition = settings<FieldCondition>()({
  field: text,
  equals: z
    .union([z.string(), z.number(), z.boolean()], 'needs a text, a number, true or false')
    .exactOptional(),
  in: z.array(operand).min(1, 'needs an answer').exactOptional(),
  contains: text.exactOptional(),
  filled: z.boolean().exactOptional(),
  above: operand.exactOptional(),
  atLeast: operand.exactOptional(),
  below: operand.exactOptional(),
  atMost: operand.exactOptional(),
})

const condition: z.ZodType<Condition> = z
  .lazy(() =>
    z.union(
      [
        fieldCondition,
        z.strictObject({ not: condition }),
        z.strictObject({ all: z.array(condition) }),
        z.strictObject({ any: z.array(condition) }),
      ],
      'needs a field with an operator, or one of: not, all, any',
    ),
  )
  .meta({ id: 'Condition' })

const option = z.union(
  [text, settings<FieldOption>()({ value: text, label: words, hint: words.exactOptional() })],
  'needs a text, or a value and a label',
)

const pattern = settings<Pattern>()({
  matches: z.string().refine(isPattern, 'needs a regular expression'),
  example: text,
  message: words.exactOptional(),
})

const destination: z.ZodType<Destination> = z.union(
  [
    z.templateLiteral(['data.', z.string().min(1)]),
    z.templateLiteral(['contact.', z.string().min(1)]),
    z.enum(['tag', 'recipients']),
  ],
  'needs one of: data.<key>, contact.<key>, tag, recipients',
)

const bound = z.union([z.number(), z.iso.date()], 'needs a number, or a date like 2026-01-31')

export const fieldSchema: z.ZodType<FieldDefinition> = settings<FieldDefinition>()({
  name: z.string().regex(/^[\p{L}\p{N}_-]{1,60}$/u, 'needs 60 letters, digits, - and _ at most'),
  kind: z.enum(fieldKinds),
  label: words.exactOptional(),
  hint: words.exactOptional(),
  placeholder: words.exactOptional(),
  default: z.string().exactOptional(),
  required: z.boolean().exactOptional(),
  min: bound.exactOptional(),
  max: bound.exactOptional(),
  whole: z.boolean().exactOptional(),
  pattern: pattern.exactOptional(),
  autocomplete: z
    .string()
    .regex(/^[a-z][a-z0-9 -]*$/, 'needs a token of HTML like tel or organization')
    .exactOptional(),
  options: z.array(option).min(1, 'needs an option').exactOptional(),
  prefill: z.boolean().exactOptional(),
  to: z
    .union([destination, z.array(destination)], 'needs data.<key>, tag or recipients, or a list of them')
    .exactOptional(),
  showWhen: condition.exactOptional(),
  after: z.enum(baseNames).exactOptional(),
})

const reamazeOption = z.union(
  [text, z.strictObject({ name: text, value: z.string().exactOptional() })],
  'needs a text, or a name and a value',
)

export const reamazeField: z.ZodType<ReamazeField> = settings<ReamazeField>()({
  type: z.enum(['text', 'dropdown', 'phone', 'hidden']),
  pos: z.number().exactOptional(),
  name: text.exactOptional(),
  value: z.string().exactOptional(),
  placeholder: z.string().exactOptional(),
  required: z.boolean().exactOptional(),
  options: z.array(reamazeOption).exactOptional(),
  dependantField: text.exactOptional(),
  dependantOptions: z.union([z.string(), z.array(z.string())], 'needs a text or a list').exactOptional(),
  connectContact: z.boolean().exactOptional(),
})

function isPattern(source: string): boolean {
  try {
    return Boolean(new RegExp(`^(?:${source})$`, 'u'))
  } catch {
    return false
  }
}
