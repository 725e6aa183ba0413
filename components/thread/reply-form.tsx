/** The reply box at the end of a conversation: drawn on the server, sent natively, calmed by the browser. */
import { Field } from '#components/form/field.tsx'
import type { FieldView } from '#components/form/field-view.ts'
import { asLiveField } from '#components/form/live-field.ts'
import { LiveReply, type LiveReplyProps } from './live-reply.tsx'

export interface ReplyFormProps extends Omit<LiveReplyProps, 'field' | 'children'> {
  readonly field: FieldView
}

export function ReplyForm({ field, ...form }: ReplyFormProps) {
  const { initial, words } = form
  return (
    <LiveReply {...form} field={asLiveField(field)}>
      <Field
        view={field}
        value={initial.state === 'accepted' ? '' : initial.text}
        isWrong={initial.state === 'invalid'}
        words={{ error: words.error, optional: '', chooseTopic: '' }}
      />
    </LiveReply>
  )
}
