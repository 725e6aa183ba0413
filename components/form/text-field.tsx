/** A field to type in. */
import { Counter } from './counter.tsx'
import { describeControl, FieldHint, FieldLabel, type FieldProps, FieldSlot } from './field-parts.tsx'
import { useKeptText } from './kept-text.ts'

export function TextField({ view, value, mistake, optional, error }: FieldProps) {
  const { field, counter } = view
  return (
    <div className="field">
      <label htmlFor={field.name}>
        <FieldLabel view={view} optional={optional} />
      </label>
      <FieldHint view={view} />
      <TextControl view={view} value={value} mistake={mistake} />
      <FieldSlot view={view} mistake={mistake} error={error}>
        {counter ? <Counter controlId={field.name} maxLength={field.maxLength} words={counter} /> : null}
      </FieldSlot>
    </div>
  )
}

function TextControl({ view, value, mistake }: Pick<FieldProps, 'view' | 'value' | 'mistake'>) {
  const { field } = view
  const shared = {
    id: field.name,
    name: field.name,
    className: 'control',
    defaultValue: value,
    autoComplete: field.autocomplete,
    ...describeControl(view, mistake),
  }
  useKeptText(field.name)
  if (field.kind === 'multiline') return <textarea {...shared} dir="auto" rows={5} />
  if (field.kind === 'email')
    return <input {...shared} type="email" dir="ltr" spellCheck={false} autoCapitalize="none" />
  return <input {...shared} type="text" dir="auto" spellCheck={field.autocomplete !== 'name'} />
}
