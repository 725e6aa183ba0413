/** A file that came with an earlier attempt: its box keeps it for the next one. */
import type { KeptRow } from './attachments-view.ts'

export function KeptFile({ row: { id, name, meta, keep } }: { readonly row: KeptRow }) {
  return (
    <li data-kept={JSON.stringify({ id, name, meta, keep })}>
      <label className="file">
        <input type="checkbox" name="upload" value={id} defaultChecked aria-label={keep} />
        <span className="file-words">
          <bdi className="file-name">{name}</bdi>
          <span className="file-meta">{meta}</span>
        </span>
      </label>
    </li>
  )
}
