/** The reply box at the end of a conversation: drawn on the server, sent natively, calmed by the browser. */
import { Attachments } from '#components/form/attachments.tsx'
import type { AttachmentsView } from '#components/form/attachments-view.ts'
import { DraftFill } from '#components/form/draft-fill.tsx'
import { draftsOf } from '#components/form/draft-restore.ts'
import { DraftScript } from '#components/form/draft-script.tsx'
import { Field } from '#components/form/field.tsx'
import type { FieldView } from '#components/form/field-view.ts'
import { asLiveField } from '#components/form/live-field.ts'
import { LiveReply, type LiveReplyProps } from './live-reply.tsx'

export interface ReplyFormProps extends Omit<LiveReplyProps, 'field' | 'drafts' | 'restore' | 'children'> {
  /** Of this page's content security policy. */
  readonly nonce: string
  /** Names this thread among the drafts of a device, without its token. */
  readonly place: string
  readonly field: FieldView
  readonly attachments: AttachmentsView
}

export function ReplyForm({ nonce, place, field, attachments, ...form }: ReplyFormProps) {
  const { initial, words } = form
  const errors = initial.state === 'invalid' ? initial.errors : {}
  // What has just come back with mistakes is newer than any draft of it.
  const restores = initial.state === 'idle'
  const { locale, restored } = words.draft
  const restore = (
    <DraftScript nonce={nonce} id="reply" prefix={draftsOf(place)} locale={locale} words={restored} />
  )
  return (
    <>
      <LiveReply
        {...form}
        drafts={draftsOf(place)}
        restore={restores ? restore : null}
        field={asLiveField(field)}
      >
        <Field
          view={field}
          value={initial.state === 'accepted' ? '' : initial.text}
          isWrong={errors.message !== undefined}
          words={{ error: words.error, optional: '' }}
        />
        <Attachments view={attachments} isWrong={errors.attachments !== undefined} />
      </LiveReply>
      {restores ? <DraftFill nonce={nonce} /> : null}
    </>
  )
}
