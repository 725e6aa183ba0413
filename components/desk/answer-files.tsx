/** The files of an answer: a plain choice, and those of an earlier attempt, each with a box that keeps it. */
import type { KeptRow } from '#components/form/attachments-view.ts'
import { KeptFile } from '#components/form/kept-file.tsx'
import { DeskMistake } from './desk-mistake.tsx'

export interface AnswerFilesProps {
  readonly label: string
  /** "(optional)". */
  readonly optional: string
  /** The limits, before anybody meets them. */
  readonly hint: string
  readonly kept: readonly KeptRow[]
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
          {kept.map((row) => (
            <KeptFile key={row.id} row={row} />
          ))}
        </ul>
      ) : null}
      <DeskMistake id="attachments-error" words={mistake} />
    </div>
  )
}
