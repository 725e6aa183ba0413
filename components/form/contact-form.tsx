'use client'
/** The form: plain HTML that sends by itself, and the calm around it once JavaScript is there. */
import { useEffect, useRef } from 'react'
import type { FieldErrors, FieldValues, FormState } from '#lib/form/state.ts'
import type { Unconfirmed } from './doors.ts'
import { ErrorSummary } from './error-summary.tsx'
import type { FieldView, FormWords } from './field-view.ts'
import { useLeaving } from './leaving.ts'
import { useLiveErrors } from './live-errors.ts'
import { RequestId } from './request-id.tsx'
import { sendInstead, usePatience, useSending } from './sending.ts'
import { SubmitArea } from './submit-area.tsx'
import { TextField } from './text-field.tsx'
import { TopicField } from './topic-field.tsx'
import { troubleOf } from './trouble.ts'

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

export function ContactForm(props: ContactFormProps) {
  const { action, target, formId, fields, initial, words } = props
  const form = useRef<HTMLFormElement>(null)
  const live = useLiveErrors(form, fields, errorsOf(initial))
  const check = async () => asInvalid(await live.check())
  const { shown, isPending, send, sendAgain } = useSending({ doors: { action, target }, initial, check })
  const isLeaving = useLeaving(shown)
  const isBusy = isPending || isLeaving
  const patience = usePatience(isBusy)
  const summary = useAnnouncement(shown, props, live.adopt)

  return (
    <>
      <div className="intro">
        {shown.state === 'invalid' ? (
          <ErrorSummary ref={summary} fields={fields} errors={shown.errors} headings={words.summaries} />
        ) : (
          <p>{words.intro}</p>
        )}
      </div>
      <form
        ref={form}
        id="form"
        className="card"
        action={target}
        method="post"
        encType="multipart/form-data"
        noValidate
        aria-busy={isBusy}
        onFocus={live.load}
        onSubmit={(event) => sendInstead(event, isBusy, send)}
      >
        <input type="hidden" name="form" value={formId} />
        <RequestId first={props.requestId} shown={shown} />
        <Fields fields={fields} values={valuesOf(initial)} errors={live.errors} words={words} />
        <SubmitArea
          words={words}
          trouble={troubleOf(shown, words)}
          isBusy={isBusy}
          patience={patience}
          onAgain={sendAgain}
        >
          {props.replyTime ? <p>{props.replyTime}</p> : null}
          <p className="text-muted">{words.privateLink}</p>
        </SubmitArea>
      </form>
    </>
  )
}

interface FieldsProps extends Pick<ContactFormProps, 'fields' | 'words'> {
  readonly values: FieldValues
  readonly errors: FieldErrors
}

function Fields({ fields, values, errors, words }: FieldsProps) {
  return fields.map((view) => {
    const { name, kind } = view.field
    const { optional, error } = words
    const shared = { view, value: values[name] ?? '', mistake: errors[name], optional, error }
    if (kind === 'topic') return <TopicField key={name} {...shared} choose={words.chooseTopic} />
    return <TextField key={name} {...shared} />
  })
}

/** Tells everybody what an attempt found: at the fields, in the title, and by focus on the summary. */
function useAnnouncement(
  shown: FormState | Unconfirmed,
  { initial, words }: Pick<ContactFormProps, 'initial' | 'words'>,
  adopt: (errors: FieldErrors) => void,
) {
  const summary = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (shown === initial) return
    adopt(errorsOf(shown))
    document.title = shown.state === 'invalid' ? words.errorTitle : words.title
    summary.current?.focus()
  }, [shown, initial, words, adopt])
  return summary
}

function asInvalid(errors: FieldErrors): FormState | null {
  return Object.keys(errors).length > 0 ? { state: 'invalid', errors, values: {} } : null
}

function errorsOf(shown: FormState | Unconfirmed): FieldErrors {
  return shown.state === 'invalid' ? shown.errors : {}
}

function valuesOf(initial: FormState): FieldValues {
  return initial.state === 'accepted' ? {} : initial.values
}
