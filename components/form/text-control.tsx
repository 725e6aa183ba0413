/** A control to type in. */
import type { Field } from '#lib/form/field.ts'
import type { Described } from './described.ts'
import type { FieldView } from './field-view.ts'

interface TextControlProps {
  readonly view: FieldView
  readonly value: string
  readonly described: Described
}

export function TextControl({ view: { field, placeholder, isLocked }, value, described }: TextControlProps) {
  const shared = {
    id: field.name,
    name: field.name,
    className: `control${widths[field.kind] ?? ''}`,
    defaultValue: value,
    // What is not there takes no room in the page either.
    ...(field.autocomplete && { autoComplete: field.autocomplete }),
    ...(placeholder && { placeholder }),
    ...(isLocked && { readOnly: true }),
    ...described,
  }
  if (field.kind === 'multiline') return <textarea {...shared} dir="auto" rows={5} />
  const exact = { dir: 'ltr', spellCheck: false, autoCapitalize: 'none' } as const
  switch (field.kind) {
    case 'email':
      // One address: for several a keyboard with a comma is needed.
      return <input {...shared} {...exact} type={field.max === undefined ? 'email' : 'text'} />
    case 'phone':
      return <input {...shared} {...exact} type="tel" />
    case 'url':
      return <input {...shared} {...exact} type="url" />
    case 'number':
      return <input {...shared} {...exact} type="text" inputMode={keyboardOf(field)} />
    case 'order-number':
      return <input {...shared} {...exact} type="text" />
    case 'date':
      return <input {...shared} type="date" min={field.min} max={field.max} />
    default:
      return <input {...shared} type="text" dir="auto" spellCheck={field.autocomplete !== 'name'} />
  }
}

/** Width tells length (look.md 3.2). */
const widths: Readonly<Partial<Record<Field['kind'], string>>> = {
  number: ' control-number',
  date: ' control-date',
  phone: ' control-phone',
  'order-number': ' control-phone',
}

/** The keyboard for whole numbers often has no minus. */
const keyboardOf = ({ whole, min }: Field) =>
  whole && Number(min) >= 0 ? 'numeric' : Number(min) >= 0 ? 'decimal' : 'text'
