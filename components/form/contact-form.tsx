/** The form: fields drawn on the server, sent natively, and calmed by the browser once JavaScript is there. */
import { Fragment } from 'react'
import { Attachments } from './attachments.tsx'
import type { AttachmentsView } from './attachments-view.ts'
import { Field } from './field.tsx'
import type { FieldView } from './field-view.ts'
import { asLiveField } from './live-field.ts'
import { LiveForm, type LiveFormProps } from './live-form.tsx'

export interface ContactFormProps extends Omit<LiveFormProps, 'fields' | 'children'> {
  readonly fields: readonly FieldView[]
  readonly attachments: AttachmentsView
}

export function ContactForm({ fields, attachments, ...form }: ContactFormProps) {
  const { initial, words } = form
  const values = initial.state === 'accepted' ? {} : initial.values
  const errors = initial.state === 'invalid' ? initial.errors : {}
  return (
    <LiveForm {...form} fields={fields.map(asLiveField)}>
      {fields.map((view) => {
        const { name } = view.field
        const isWrong = errors[name] !== undefined
        return (
          <Fragment key={name}>
            <Field view={view} value={values[name] ?? ''} isWrong={isWrong} words={words} />
            {name === 'message' ? (
              <Attachments view={attachments} isWrong={errors.attachments !== undefined} />
            ) : null}
          </Fragment>
        )
      })}
    </LiveForm>
  )
}
