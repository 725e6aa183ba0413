'use client'
/** The reply box in the browser: the same two doors as the form, and the text stays until it is accepted. */
import { useRouter } from 'next/navigation'
import { type ReactNode, type RefObject, useEffect, useRef, useState } from 'react'
import type { Unconfirmed } from '#components/form/doors.ts'
import { DraftBanner } from '#components/form/draft-banner.tsx'
import type { SendingWords } from '#components/form/field-view.ts'
import { FilesContext } from '#components/form/files-context.ts'
import { useKeptText } from '#components/form/kept-text.ts'
import { LiveContext } from '#components/form/live-context.ts'
import type { LiveField } from '#components/form/live-field.ts'
import { useLive } from '#components/form/live-state.ts'
import { PostForm } from '#components/form/post-form.tsx'
import { RequestId } from '#components/form/request-id.tsx'
import { usePatience, useSending } from '#components/form/sending.ts'
import { SubmitArea } from '#components/form/submit-area.tsx'
import { troubleOf } from '#components/form/trouble.ts'
import { useDraft } from '#components/form/use-draft.ts'
import type { FieldErrors, ReplyState } from '#lib/form/state.ts'
import { type PreviewProps, usePreview } from './preview.tsx'

export interface LiveReplyProps {
  readonly action: (previous: ReplyState, data: FormData) => Promise<ReplyState>
  /** Where the form posts without JavaScript; the same route answers JSON when the action cannot be reached. */
  readonly target: string
  /** The thread's token, as the page's address has it. */
  readonly thread: string
  readonly requestId: string
  readonly field: LiveField
  readonly initial: ReplyState
  readonly words: SendingWords
  /** The page calls the conversation resolved: a reply opens it again, and says so. */
  readonly isResolved: boolean
  readonly preview: PreviewProps
  /** What the keys of this thread's drafts begin with. */
  readonly drafts: string
  /** Hash of the request id of the newest message that was accepted here. */
  readonly sent?: string
  /** Puts a draft back; behind the banner. */
  readonly restore: ReactNode
  /** What became of a reply that was sent without JavaScript. */
  readonly notice?: string
  /** The field, drawn on the server. */
  readonly children: ReactNode
}

export function LiveReply(props: LiveReplyProps) {
  const { action, target, thread, field, initial, words } = props
  const form = useRef<HTMLFormElement>(null)
  const [fields] = useState([field])
  const live = useLive(form, fields, errorsOf(initial))
  useKeptText('reply')
  const check = async (data: FormData) => {
    const mistaken = asInvalid(await live.check(data))
    if (!mistaken) await live.files.current?.settle(data)
    return mistaken
  }
  const { shown, isPending, send, sendAgain } = useSending({ doors: { action, target }, initial, check })
  const patience = usePatience(isPending)
  const sent = useRef('')
  useSendKeys(form)
  // The page's first state: what the server sends again with each refresh is not news.
  const [first] = useState(initial)
  const preview = usePreview(props.preview, shown.state === 'accepted' ? shown : null)
  const draft = useDraft(form, props.drafts, shown, first)
  useOutcome(shown, first, form, sent, live)

  return (
    <>
      <DraftBanner
        ref={draft.banner}
        id="reply"
        isShown={draft.isShown}
        sent={props.sent}
        words={words.draft}
        load={draft.load}
      />
      {props.restore}
      <PostForm
        ref={form}
        id="reply"
        className="reply"
        target={target}
        isBusy={isPending}
        onFocus={() => {
          live.load()
          draft.load()
        }}
        onSend={(data) => {
          sent.current = textOf(form)?.value ?? ''
          send(data)
        }}
      >
        <input type="hidden" name="thread" value={thread} />
        {props.isResolved ? <input type="hidden" name="resolved" value="1" /> : null}
        <RequestId first={props.requestId} shown={shown} />
        <FilesContext value={live.files}>
          <LiveContext value={live.words}>{props.children}</LiveContext>
        </FilesContext>
        {preview.pane}
        <SubmitArea
          words={words}
          trouble={troubleOf(shown, words, { isPending, isKept: draft.isKept })}
          isBusy={isPending}
          patience={patience}
          onAgain={sendAgain}
          done={shown.state === 'accepted' ? shown.notice : props.notice}
        >
          {preview.button}
        </SubmitArea>
      </PostForm>
    </>
  )
}

/** A mistake gets the focus; an accepted reply leaves the field for the messages, what was typed meanwhile stays. */
function useOutcome(
  shown: ReplyState | Unconfirmed,
  initial: ReplyState,
  form: RefObject<HTMLFormElement | null>,
  sent: RefObject<string>,
  { adopt, files }: Pick<ReturnType<typeof useLive>, 'adopt' | 'files'>,
) {
  const { refresh } = useRouter()
  useEffect(() => {
    if (shown === initial) return
    adopt(errorsOf(shown))
    const area = textOf(form)
    if (shown.state === 'invalid') area?.focus()
    if (shown.state !== 'accepted') return
    if (area?.value === sent.current) area.value = ''
    // Typed meanwhile: the draft of another reply.
    else area?.dispatchEvent(new Event('input', { bubbles: true }))
    files.current?.clear()
    refresh()
  }, [shown, initial, form, sent, adopt, files, refresh])
}

/** Ctrl or ⌘ with Enter sends; Enter alone stays a new line. */
function useSendKeys(form: RefObject<HTMLFormElement | null>): void {
  useEffect(() => {
    const element = form.current
    const send = (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.isComposing) return
      event.preventDefault()
      element?.requestSubmit()
    }
    element?.addEventListener('keydown', send)
    return () => element?.removeEventListener('keydown', send)
  }, [form])
}

function textOf(form: RefObject<HTMLFormElement | null>): HTMLTextAreaElement | null {
  return form.current?.querySelector('textarea') ?? null
}

function asInvalid(errors: FieldErrors): ReplyState | null {
  return errors.message ? { state: 'invalid', errors, text: '' } : null
}

function errorsOf(shown: ReplyState | Unconfirmed): FieldErrors {
  return shown.state === 'invalid' ? shown.errors : {}
}
