/** What staff say: an answer to the customer, and apart from it, so that neither is taken for the other, a note for the team. */
import type { ReactNode } from 'react'
import { AnswerFiles, type AnswerFilesProps } from './answer-files.tsx'
import { DeskMistake } from './desk-mistake.tsx'
import { DeskNotice } from './desk-notice.tsx'
import { KeptText } from './kept-text.tsx'
import { ReplyChoice, type ReplyChoiceProps } from './reply-choice.tsx'

interface SayFormProps {
  readonly target: string
  /** How many messages this page knows of. */
  readonly seen: number
  /** "Answer sent." */
  readonly said: string | null
  readonly answer: Box & {
    readonly files: AnswerFilesProps
    readonly filesMistake: string | null
    readonly replies: ReplyChoiceProps
    /** How it will look, already made safe; null when nobody asked. */
    readonly preview: { readonly heading: string; readonly drawn: ReactNode } | null
    readonly words: BoxWords & {
      readonly heading: string
      readonly sendDone: string
      readonly preview: string
    }
  }
  readonly note: Box & { readonly words: BoxWords & { readonly summary: string } }
}

interface Box {
  /** Under which its text is kept while it is written. */
  readonly place: string
  /** What was in it has just been stored. */
  readonly isSent: boolean
  readonly requestId: string
  /** What was typed before. */
  readonly text: string
  readonly mistake: string | null
  /** Why it was not stored although nothing is wrong with it. */
  readonly notice: string | null
}

interface BoxWords {
  readonly label: string
  readonly hint: string
  readonly send: string
}

export function SayForm({ target, seen, said, answer, note }: SayFormProps) {
  const isNoteOpen = note.text !== '' || note.mistake !== null
  return (
    <section id="say" className="desk-say" aria-labelledby="say-heading" tabIndex={-1}>
      <h2 id="say-heading" className="sr-only">
        {answer.words.heading}
      </h2>
      <div role="status">{said ? <DeskNotice kind="done" words={said} /> : null}</div>
      <form
        id="answer"
        action={target}
        method="post"
        encType="multipart/form-data"
        className="reply"
        noValidate
      >
        <input type="hidden" name="seen" value={seen} />
        <BoxFields kind="answer" box={answer} words={answer.words} />
        <ReplyChoice {...answer.replies} />
        <AnswerFiles files={answer.files} mistake={answer.filesMistake} />
        {answer.preview ? (
          <section className="preview" aria-label={answer.preview.heading}>
            <p className="preview-heading" aria-hidden="true">
              {answer.preview.heading}
            </p>
            <div className="prose" dir="auto">
              {answer.preview.drawn}
            </div>
          </section>
        ) : null}
        <div className="desk-buttons">
          <button type="submit" className="button button-primary">
            {answer.words.send}
          </button>
          <button type="submit" name="then" value="done" className="button">
            {answer.words.sendDone}
          </button>
          <button type="submit" name="then" value="preview" className="button">
            {answer.words.preview}
          </button>
        </div>
      </form>
      <details className="desk-note" open={isNoteOpen}>
        <summary>{note.words.summary}</summary>
        <form
          id="note"
          action={target}
          method="post"
          encType="multipart/form-data"
          className="reply"
          noValidate
        >
          <BoxFields kind="note" box={note} words={note.words} />
          <button type="submit" className="button">
            {note.words.send}
          </button>
        </form>
      </details>
    </section>
  )
}

interface BoxFieldsProps {
  readonly kind: 'answer' | 'note'
  readonly box: Box
  readonly words: BoxWords
}

function BoxFields({ kind, box, words }: BoxFieldsProps) {
  const { requestId, place, isSent, text, mistake, notice } = box
  return (
    <>
      <input type="hidden" name="request" value={requestId} />
      <input type="hidden" name="kind" value={kind} />
      {notice ? <DeskNotice kind="warn" words={notice} /> : null}
      <div className="field">
        <label htmlFor={`${kind}-message`}>{words.label}</label>
        <p id={`${kind}-hint`} className="hint">
          {words.hint}
        </p>
        <textarea
          id={`${kind}-message`}
          name="message"
          className="control"
          dir="auto"
          rows={4}
          defaultValue={text}
          aria-required
          aria-invalid={mistake !== null}
          aria-describedby={`${kind}-hint ${kind}-error`}
        />
        <KeptText field={`${kind}-message`} place={place} isSent={isSent} />
        <DeskMistake id={`${kind}-error`} words={mistake} />
      </div>
    </>
  )
}
