/** A control to type in. */
import type { Described } from './described.ts'
import type { FieldView } from './field-view.ts'

interface TextControlProps {
  readonly view: FieldView
  readonly value: string
  readonly described: Described
}

export function TextControl({ view: { field }, value, described }: TextControlProps) {
  const shared = {
    id: field.name,
    name: field.name,
    className: 'control',
    defaultValue: value,
    autoComplete: field.autocomplete,
    ...described,
  }
  if (field.kind === 'multiline') return <textarea {...shared} dir="auto" rows={5} />
  if (field.kind === 'email')
    return <input {...shared} type="email" dir="ltr" spellCheck={false} autoCapitalize="none" />
  return <input {...shared} type="text" dir="auto" spellCheck={field.autocomplete !== 'name'} />
}
