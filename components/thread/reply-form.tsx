'use client'
/** The reply box at the end of a conversation: the same two doors as the form, and the text stays until it is accepted. */
import { useRouter } from 'next/navigation'
import { type RefObject, useEffect, useRef, useState } from 'react'
import type { Unconfirmed } from '#components/form/doors.ts'
import type { FieldView, SendingWords } from '#components/form/field-view.ts'
import { useLiveErrors } from '#components/form/live-errors.ts'
import { RequestId } from '#components/form/request-id.tsx'
import { sendInstead, usePatience, useSending } from '#components/form/sending.ts'
import { SubmitArea } from '#components/form/submit-area.tsx'
import { TextField } from '#components/form/text-field.tsx'
import { troubleOf } from '#components/form/trouble.ts'
import type { FieldErrors, ReplyState } from '#lib/form/state.ts'

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

export function ReplyForm(props: ReplyFormProps) {
  const { action, target, thread, field, initial, words } = props
  const form = useRef<HTMLFormElement>(null)
  const [fields] = useState([field])
  const live = useLiveErrors(form, fields, errorsOf(initial))
  const check = async () => asInvalid(await live.check())
  const { shown, isPending, send, sendAgain } = useSending({ doors: { action, target }, initial, check })
  const patience = usePatience(isPending)
  const sent = useRef('')
  useOutcome(shown, initial, form, sent, live.adopt)

  return (
    <form
      ref={form}
      id="reply"
      className="reply"
      action={target}
      method="post"
      encType="multipart/form-data"
      noValidate
      aria-busy={isPending}
      onFocus={live.load}
      onSubmit={(event) => {
        if (!isPending) sent.current = textOf(form)?.value ?? ''
        sendInstead(event, isPending, send)
      }}
    >
      <input type="hidden" name="thread" value={thread} />
      <RequestId first={props.requestId} shown={shown} />
      <TextField
        view={field}
        value={initial.state === 'accepted' ? '' : initial.text}
        mistake={live.errors[field.field.name]}
        optional=""
        error={words.error}
      />
      <SubmitArea
        words={words}
        trouble={troubleOf(shown, words)}
        isBusy={isPending}
        patience={patience}
        onAgain={sendAgain}
        done={shown.state === 'accepted' ? shown.notice : props.notice}
      />
    </form>
  )
}

/** After an attempt: a mistake gets the focus, an accepted reply leaves the field (what was typed
 * meanwhile stays) and comes up among the messages. */
function useOutcome(
  shown: ReplyState | Unconfirmed,
  initial: ReplyState,
  form: RefObject<HTMLFormElement | null>,
  sent: RefObject<string>,
  adopt: (errors: FieldErrors) => void,
) {
  const { refresh } = useRouter()
  useEffect(() => {
    if (shown === initial) return
    adopt(errorsOf(shown))
    const area = textOf(form)
    if (shown.state === 'invalid') area?.focus()
    if (shown.state !== 'accepted') return
    if (area?.value === sent.current) area.value = ''
    refresh()
  }, [shown, initial, form, sent, adopt, refresh])
}

function textOf(form: RefObject<HTMLFormElement | null>): HTMLTextAreaElement | null {
  return form.current?.querySelector('textarea') ?? null
}

function asInvalid(errors: FieldErrors): ReplyState | null {
  return errors.message ? { state: 'invalid', error: errors.message, text: '' } : null
}

function errorsOf(shown: ReplyState | Unconfirmed): FieldErrors {
  return shown.state === 'invalid' ? { message: shown.error } : {}
}
