/** The reply box at the end of a conversation: drawn on the server, sent natively, calmed by the browser. */
import { Attachments } from '#components/form/attachments.tsx'
import type { AttachmentsView } from '#components/form/attachments-view.ts'
import { Field } from '#components/form/field.tsx'
import type { FieldView } from '#components/form/field-view.ts'
import { asLiveField } from '#components/form/live-field.ts'
import { LiveReply, type LiveReplyProps } from './live-reply.tsx'

export interface ReplyFormProps extends Omit<LiveReplyProps, 'field' | 'children'> {
  readonly field: FieldView
  readonly attachments: AttachmentsView
}

export function ReplyForm({ field, attachments, ...form }: ReplyFormProps) {
  const { initial, words } = form
  const errors = initial.state === 'invalid' ? initial.errors : {}
  return (
    <LiveReply {...form} field={asLiveField(field)}>
      <Field
        view={field}
        value={initial.state === 'accepted' ? '' : initial.text}
        isWrong={errors.message !== undefined}
        words={{ error: words.error, optional: '' }}
      />
      <Attachments view={attachments} isWrong={errors.attachments !== undefined} />
    </LiveReply>
  )
}
