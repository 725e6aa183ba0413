/** The files of an answer: a plain choice, and those of an earlier attempt, each with a box that keeps it. */
import { DeskMistake } from './desk-mistake.tsx'

export interface AnswerFilesProps {
  readonly label: string
  /** "(optional)". */
  readonly optional: string
  /** The limits, before anybody meets them. */
  readonly hint: string
  readonly kept: readonly {
    readonly id: string
    readonly name: string
    readonly meta: string
    /** "Keep {name}". */
    readonly keep: string
  }[]
}

export function AnswerFiles({
  files: { label, optional, hint, kept },
  mistake,
}: {
  readonly files: AnswerFilesProps
  readonly mistake: string | null
}) {
  return (
    <div className="field">
      <label htmlFor="attachments">
        {label}
        <span className="font-normal text-muted"> {optional}</span>
      </label>
      <p id="attachments-hint" className="hint">
        {hint}
      </p>
      <div className="files-box">
        <input
          id="attachments"
          className="files-input"
          type="file"
          name="attachments"
          multiple
          aria-invalid={mistake !== null}
          aria-describedby="attachments-hint attachments-error"
        />
      </div>
      {kept.length > 0 ? (
        <ul className="files">
          {kept.map(({ id, name, meta, keep }) => (
            <li key={id}>
              <label className="file">
                <input type="checkbox" name="upload" value={id} defaultChecked aria-label={keep} />
                <span className="file-words">
                  <bdi className="file-name">{name}</bdi>
                  <span className="file-meta">{meta}</span>
                </span>
              </label>
            </li>
          ))}
        </ul>
      ) : null}
      <DeskMistake id="attachments-error" words={mistake} />
    </div>
  )
}
