/** A saved reply to be written or changed. */
import { DeskMistake } from './desk-mistake.tsx'
import { DeskNotice } from './desk-notice.tsx'

export interface ReplyFormProps {
  readonly target: string
  readonly heading: string
  /** Of the one that is changed; empty for a new one. */
  readonly id: string
  readonly name: ReplyField
  readonly body: ReplyField & { readonly hint: string }
  /** Why it was not stored although nothing is wrong with it. */
  readonly notice: string | null
  readonly save: string
  /** Leaves it as it was; null where nothing is being changed. */
  readonly cancel: { readonly href: string; readonly words: string } | null
}

interface ReplyField {
  readonly label: string
  readonly value: string
  readonly mistake: string | null
}

export function ReplyForm({ target, heading, id, name, body, notice, save, cancel }: ReplyFormProps) {
  return (
    <section className="desk-reply" aria-labelledby="reply-heading">
      <h2 id="reply-heading" className="desk-heading">
        {heading}
      </h2>
      <form action={target} method="post" encType="multipart/form-data" noValidate>
        <input type="hidden" name="id" value={id} />
        {notice ? <DeskNotice kind="warn" words={notice} /> : null}
        <div className="field">
          <label htmlFor="reply-name">{name.label}</label>
          <input
            key={name.value}
            id="reply-name"
            name="name"
            className="control"
            dir="auto"
            defaultValue={name.value}
            aria-required
            aria-invalid={name.mistake !== null}
            aria-describedby="reply-name-error"
          />
          <DeskMistake id="reply-name-error" words={name.mistake} />
        </div>
        <div className="field">
          <label htmlFor="reply-body">{body.label}</label>
          <p id="reply-body-hint" className="hint">
            {body.hint}
          </p>
          <textarea
            key={body.value}
            id="reply-body"
            name="body"
            className="control"
            dir="auto"
            rows={5}
            defaultValue={body.value}
            aria-required
            aria-invalid={body.mistake !== null}
            aria-describedby="reply-body-hint reply-body-error"
          />
          <DeskMistake id="reply-body-error" words={body.mistake} />
        </div>
        <div className="desk-buttons">
          <button type="submit" className="button button-primary">
            {save}
          </button>
          {cancel ? (
            <a className="button" href={cancel.href}>
              {cancel.words}
            </a>
          ) : null}
        </div>
      </form>
    </section>
  )
}
