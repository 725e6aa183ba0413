/** The reply box at the end of a conversation: drawn on the server, sent natively, calmed by the browser. */
import { Field } from '#components/form/field.tsx'
import type { FieldView, SendingWords } from '#components/form/field-view.ts'
import { asLiveField } from '#components/form/live-field.ts'
import type { ReplyState } from '#lib/form/state.ts'
import { LiveReply } from './live-reply.tsx'

export interface ReplyFormProps {
  readonly action: (previous: ReplyState, data: FormData) => Promise<ReplyState>
  /** Where the form posts without JavaScript; the same route answers JSON when the action cannot be reached. */
  readonly target: string
  /** The thread's token, as the page's address has it. */
  readonly thread: string
  readonly requestId: string
  readonly field: FieldView
  readonly initial: ReplyState
  readonly words: SendingWords
  /** What became of a reply that was sent without JavaScript. */
  readonly notice?: string
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
