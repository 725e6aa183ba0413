/** The custom fields of Re:amaze's own contact form, taken as they are: `contact_custom_fields`. */
import type { FieldDefinition, FieldOption } from './field.ts'

/** By label, or by key when the field names its label itself. */
export type ReamazeFields = Readonly<Record<string, ReamazeField>>

export interface ReamazeField {
  readonly type: 'text' | 'dropdown' | 'phone' | 'hidden'
  /** The smallest comes first. */
  readonly pos?: number
  /** The label; the key when not given. */
  readonly name?: string
  readonly value?: string
  readonly placeholder?: string
  readonly required?: boolean
  readonly options?: readonly (string | ReamazeOption)[]
  /** Shown when that field has one of these values. */
  readonly dependantField?: string
  readonly dependantOptions?: string | readonly string[]
  /** It belongs to the customer as well, whatever they write next. */
  readonly connectContact?: boolean
}

interface ReamazeOption {
  readonly name: string
  readonly value?: string
}

/** The same fields in Deskbell's words. Data keeps the key it has at Re:amaze. */
export function fromReamaze(fields: ReamazeFields): FieldDefinition[] {
  return Object.entries(fields)
    .toSorted(([, a], [, b]) => (a.pos ?? 0) - (b.pos ?? 0))
    .map(([key, field]) => ({
      name: nameOfReamaze(key),
      kind: kinds[field.type],
      label: field.name ?? key,
      to: field.connectContact ? ([`data.${key}`, `contact.${key}`] as const) : (`data.${key}` as const),
      ...(field.value !== undefined && { default: field.value }),
      ...(field.placeholder !== undefined && { placeholder: field.placeholder }),
      ...(field.required && { required: true }),
      ...(field.options && { options: field.options.map(asOption) }),
      ...(field.dependantField !== undefined && {
        showWhen: { field: nameOfReamaze(field.dependantField), in: [field.dependantOptions ?? []].flat() },
      }),
    }))
}

const kinds = { text: 'text', dropdown: 'select', phone: 'phone', hidden: 'hidden' } as const

/** The name of the field with that key, which may be a whole label. */
export const nameOfReamaze = (key: string) =>
  key
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '_')
    .replace(/^_+|_+$/g, '')

const asOption = (option: string | ReamazeOption): FieldOption =>
  typeof option === 'string'
    ? { value: option, label: option }
    : { value: option.value ?? option.name, label: option.name }
