/** The attachments of a form: a plain choice of files, and the files of an earlier attempt, each with a box that keeps it. */
import type { AttachmentsView } from './attachments-view.ts'
import { FieldSlot } from './field-slot.tsx'
import { FilesField } from './files-field.tsx'
import { KeptFile } from './kept-file.tsx'

interface AttachmentsProps {
  readonly view: AttachmentsView
  readonly isWrong: boolean
}

export function Attachments({ view, isWrong }: AttachmentsProps) {
  const { label, optional, hint, error, kept, files } = view
  return (
    <div className="field">
      <label htmlFor="attachments">
        {label}
        <span className="font-normal text-muted"> {optional}</span>
      </label>
      <p id="attachments-hint" className="hint">
        {hint}
      </p>
      <FilesField words={files}>
        <input
          id="attachments"
          className="files-input"
          type="file"
          name="attachments"
          multiple
          aria-invalid={isWrong}
          aria-describedby="attachments-hint attachments-error"
        />
      </FilesField>
      {/* With a text inside, if an empty one: React then leaves alone what a draft has put here. */}
      <ul className="files" data-files suppressHydrationWarning>
        {''}
      </ul>
      {kept.length > 0 ? (
        <ul className="files">
          {kept.map((row) => (
            <KeptFile key={row.id} row={row} />
          ))}
        </ul>
      ) : null}
      <FieldSlot name="attachments" error={error} />
    </div>
  )
}
