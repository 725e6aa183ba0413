/** One file of a form: what it is, how far it has come, and what can be done about it. */
import { useEffect, useState } from 'react'
import { CrossIcon } from '#components/page/icon.tsx'
import { formatBytesAs } from '#lib/i18n/format.ts'
import type { FileWords } from './attachments-view.ts'
import type { DraftFile } from './draft-restore.ts'
import { type FileItem, isUnderWay } from './file-queue.ts'

interface FileRowProps {
  readonly item: FileItem
  readonly words: FileWords
  readonly onRemove: () => void
  readonly onRetry: () => void
}

export function FileRow({ item, words, onRemove, onRetry }: FileRowProps) {
  const { key, file, state, share, id } = item
  const isWrong = state === 'refused' || state === 'failed'
  return (
    <li className="file" data-kept={id ? JSON.stringify(asDraft(id, item, words)) : undefined}>
      <Thumbnail file={file} />
      <span className="file-words">
        <bdi className="file-name">{file.name}</bdi>
        <span className={isWrong ? 'file-meta file-wrong' : 'file-meta'}>
          {isWrong ? stateWords(item, words) : `${stateWords(item, words)} · ${sizeOf(item, words)}`}
        </span>
        {isUnderWay(item) ? <progress className="file-bar" max={1} value={share} aria-hidden="true" /> : null}
        {state === 'failed' ? (
          <button type="button" className="button-link" onClick={onRetry}>
            {words.tryAgain}
          </button>
        ) : null}
      </span>
      <button
        type="button"
        className="file-remove"
        data-remove={key}
        aria-label={nameIn(words.remove, file.name)}
        onClick={onRemove}
      >
        <CrossIcon />
      </button>
    </li>
  )
}

/** "1.8 MB". */
export const sizeOf = ({ file }: FileItem, { locale }: FileWords) => formatBytesAs(locale, file.size)

/** As its row says when the form comes back. */
const asDraft = (id: string, item: FileItem, words: FileWords): DraftFile => ({
  id,
  name: item.file.name,
  meta: `${words.kept} · ${sizeOf(item, words)}`,
  keep: nameIn(words.keep, item.file.name),
})

/** "62% uploaded", "Ready", or why it is not added. */
export function stateWords({ state, share, error, file }: FileItem, words: FileWords): string {
  if (state === 'uploading') return words.uploaded.replace('{percent}', percentOf(words.locale, share))
  if (error) return nameIn(words.errors[error], file.name)
  return words.states[state === 'refused' || state === 'failed' ? 'waiting' : state]
}

const percentOf = (locale: string, share: number) =>
  new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 }).format(share)

/** A function as replacement: a name may hold what means something in a replacement text. */
export const nameIn = (sentence: string, name: string) => sentence.replace('{name}', () => name)

function Thumbnail({ file }: { readonly file: File }) {
  const [source, setSource] = useState<string | null>(null)
  useEffect(() => {
    if (!/^image\/(png|jpeg|webp|gif)$/.test(file.type)) return
    const url = URL.createObjectURL(file)
    setSource(url)
    return () => URL.revokeObjectURL(url)
  }, [file])
  const extension = /\.([a-z0-9]{1,4})$/i.exec(file.name)?.[1]?.toUpperCase()
  return (
    <span className="file-tag" aria-hidden="true">
      {/* biome-ignore lint/performance/noImgElement: it is on this machine already */}
      {source ? <img src={source} alt="" /> : extension}
    </span>
  )
}
