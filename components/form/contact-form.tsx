/** The form: fields drawn on the server, sent natively, and calmed by the browser once JavaScript is there. */
import type { FormState } from '#lib/form/state.ts'
import { Field } from './field.tsx'
import type { FieldView, FormWords } from './field-view.ts'
import { asLiveField } from './live-field.ts'
import { LiveForm } from './live-form.tsx'

export interface ContactFormProps {
  readonly action: (previous: FormState, data: FormData) => Promise<FormState>
  /** Where the form posts without JavaScript; the same route answers JSON when the action cannot be reached. */
  readonly target: string
  readonly formId: string
  /** Unique per rendered form: what is sent with it twice arrives once. */
  readonly requestId: string
  readonly fields: readonly FieldView[]
  readonly initial: FormState
  readonly words: FormWords
  /** "Usually answered within 1 day". */
  readonly replyTime?: string
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
