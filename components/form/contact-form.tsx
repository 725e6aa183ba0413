/** The form: fields drawn on the server, sent natively, and calmed by the browser once JavaScript is there. */
import { Field } from './field.tsx'
import type { FieldView } from './field-view.ts'
import { asLiveField } from './live-field.ts'
import { LiveForm, type LiveFormProps } from './live-form.tsx'

export interface ContactFormProps extends Omit<LiveFormProps, 'fields' | 'children'> {
  readonly fields: readonly FieldView[]
}

export function ContactForm({ fields, ...form }: ContactFormProps) {
  const { initial, words } = form
  const values = initial.state === 'accepted' ? {} : initial.values
  const errors = initial.state === 'invalid' ? initial.errors : {}
  return (
    <LiveForm {...form} fields={fields.map(asLiveField)}>
      {fields.map((view) => {
        const { name } = view.field
        const isWrong = errors[name] !== undefined
        return <Field key={name} view={view} value={values[name] ?? ''} isWrong={isWrong} words={words} />
      })}
    </LiveForm>
  )
}
