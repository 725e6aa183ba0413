'use client'
/** The form in the browser: sends in place of it, says what came of it, and keeps the fields up to date. */
import { type ReactNode, type Ref, useEffect, useRef } from 'react'
import { focusCalmly } from '#components/embed/focus.ts'
import { useFrame } from '#components/embed/frame-form.tsx'
import type { FieldErrors, FormState } from '#lib/form/state.ts'
import { BriefSummary } from './brief-summary.tsx'
import type { Unconfirmed } from './doors.ts'
import { DraftBanner } from './draft-banner.tsx'
import { ErrorSummary } from './error-summary.tsx'
import type { BriefWords, FormWords } from './field-view.ts'
import { FilesContext } from './files-context.ts'
import { useKeptText } from './kept-text.ts'
import { useLeaving } from './leaving.ts'
import { LiveContext } from './live-context.ts'
import type { LiveField } from './live-field.ts'
import { useLive } from './live-state.ts'
import { PostForm } from './post-form.tsx'
import { RequestId } from './request-id.tsx'
import { usePatience, useSending } from './sending.ts'
import { SubmitArea } from './submit-area.tsx'
import { troubleOf } from './trouble.ts'
import { useDraft } from './use-draft.ts'

export interface LiveFormProps {
  readonly action: (previous: FormState, data: FormData) => Promise<FormState>
  /** Where the form posts without JavaScript; the same route answers JSON when the action cannot be reached. */
  readonly target: string
  readonly formId: string
  /** Unique per rendered form: what is sent with it twice arrives once. */
  readonly requestId: string
  /** Or the address that tells them, asked once somebody uses the form. */
  readonly fields: readonly LiveField[] | string
  readonly initial: FormState
  readonly words: FormWords
  /** What the keys of this form's drafts begin with. */
  readonly drafts: string
  /** Of the page, below the one banner. */
  readonly heading: ReactNode
  /** "Usually answered within 1 day", or when the team is back. */
  readonly replyTime: ReactNode
  /** The fields, drawn on the server. */
  readonly children: ReactNode
}

export function LiveForm(props: LiveFormProps) {
  const { action, target, formId, initial, words } = props
  const form = useRef<HTMLFormElement>(null)
  const live = useLive(form, props.fields, errorsOf(initial), words.when)
  useKeptText('form')
  const check = async (data: FormData) => {
    const mistaken = asInvalid(await live.check(data))
    if (!mistaken) await live.files.current?.settle(data)
    return mistaken
  }
  const { shown, isPending, send, sendAgain } = useSending({ doors: { action, target }, initial, check })
  const draft = useDraft(form, props.drafts, shown, initial)
  const { load } = live
  useEffect(() => {
    // Answers that came back may call for questions that only a script shows.
    if (draft.isShown) load()
  }, [draft.isShown, load])
  const isLeaving = useLeaving(shown)
  const isBusy = isPending || isLeaving
  const patience = usePatience(isBusy)
  const summary = useAnnouncement(shown, props, live.adopt)
  const frame = useFrame(words.embedded, shown, isPending)

  if (frame.said) return frame.said
  return (
    <>
      <DraftBanner
        ref={draft.banner}
        id="form"
        isShown={draft.isShown}
        words={words.draft}
        load={draft.load}
      />
      {props.heading}
      <Intro
        fields={live.fields}
        brief={words.embedded?.brief ?? live.brief}
        words={words}
        initial={initial}
        shown={shown}
        summary={summary}
      />
      <PostForm
        ref={form}
        id="form"
        className="card"
        target={target}
        isBusy={isBusy}
        onFocus={() => {
          live.load()
          draft.load()
        }}
        onSend={send}
      >
        <input type="hidden" name="form" value={formId} />
        <RequestId first={props.requestId} shown={shown} />
        <FilesContext value={live.files}>
          <LiveContext value={live.words}>{props.children}</LiveContext>
        </FilesContext>
        {live.fields.some(({ field }) => field.when) ? (
          <p role="status" className="sr-only">
            {live.said}
          </p>
        ) : null}
        <SubmitArea
          words={words}
          trouble={frame.trouble ?? troubleOf(shown, words, { isPending, isKept: draft.isKept })}
          isBusy={isBusy}
          patience={patience}
          onAgain={sendAgain}
        >
          {props.replyTime ? <p>{props.replyTime}</p> : null}
          <p className="text-muted">{words.privateLink}</p>
        </SubmitArea>
      </PostForm>
    </>
  )
}

interface IntroProps extends Pick<LiveFormProps, 'words' | 'initial'> {
  readonly fields: readonly LiveField[]
  readonly brief: BriefWords | undefined
  readonly shown: FormState | Unconfirmed
  readonly summary: Ref<HTMLDivElement>
}

function Intro({ fields, brief, words, initial, shown, summary }: IntroProps) {
  return (
    <div className="intro">
      {shown.state === 'invalid' && words.embedded && shown !== initial ? (
        <BriefSummary
          ref={summary}
          fields={fields}
          errors={shown.errors}
          words={brief}
          other={words.errorTitle}
        />
      ) : shown.state === 'invalid' ? (
        <ErrorSummary ref={summary} fields={fields} errors={shown.errors} headings={words.summaries} />
      ) : (
        <p>{words.intro}</p>
      )}
    </div>
  )
}

/** Tells everybody what an attempt found: at the fields, in the title, and by focus on the summary. */
function useAnnouncement(
  shown: FormState | Unconfirmed,
  { initial, words }: Pick<LiveFormProps, 'initial' | 'words'>,
  adopt: (errors: FieldErrors) => void,
) {
  const summary = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (shown === initial) return
    adopt(errorsOf(shown))
    document.title = shown.state === 'invalid' ? words.errorTitle : words.title
    if (summary.current) focusCalmly(summary.current)
  }, [shown, initial, words, adopt])
  return summary
}

function asInvalid(errors: FieldErrors): FormState | null {
  return Object.keys(errors).length > 0 ? { state: 'invalid', errors, values: {} } : null
}

function errorsOf(shown: FormState | Unconfirmed): FieldErrors {
  return shown.state === 'invalid' ? shown.errors : {}
}
