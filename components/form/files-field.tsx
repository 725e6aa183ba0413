'use client'
/** Gathers files that are chosen, dropped or pasted in the native control; what uploads them is loaded with the first. */
import { type ReactNode, use, useLayoutEffect, useRef, useState } from 'react'
import type { FileWords, LaterFileWords } from './attachments-view.ts'
import type { FileBox } from './file-box.tsx'
import { FilesContext } from './files-context.ts'

interface FilesFieldProps {
  readonly words: FileWords | LaterFileWords
  /** The native choice of files, drawn on the server. */
  readonly children: ReactNode
}

export function FilesField({ words, children }: FilesFieldProps) {
  const root = useRef<HTMLDivElement>(null)
  const live = use(FilesContext)
  const [box, setBox] = useState<Loaded | null>(null)
  const [isOver, setIsOver] = useState(false)
  const [isAlive, setIsAlive] = useState(false)
  useLayoutEffect(() => {
    const load = () =>
      Promise.all([import('./file-box.tsx'), finished(words)]).then(
        ([{ FileBox }, all]) => setBox({ FileBox, words: all }),
        // The browser then sends the chosen files by itself.
        () => {},
      )
    setIsAlive(true)
    return root.current ? gatherFiles(root.current, load, setIsOver) : undefined
  }, [words])
  return (
    <>
      <div ref={root} className={`files-box ${isAlive ? 'files-live' : ''} ${isOver ? 'files-over' : ''}`}>
        {children}
        <span className={isAlive ? 'files-drop' : 'files-drop invisible'}>
          {isOver ? words.drop : words.orDrop}
        </span>
      </div>
      {box ? <box.FileBox words={box.words} live={live} /> : null}
    </>
  )
}

interface Loaded {
  readonly FileBox: typeof FileBox
  readonly words: FileWords
}

const finished = async (words: FileWords | LaterFileWords): Promise<FileWords> =>
  'later' in words ? (await (await import('./later.ts')).loadLater(words.later)).files : words

/** Dropping and pasting work on the whole form. @returns what ends it. */
function gatherFiles(root: HTMLElement, load: () => void, setIsOver: (isOver: boolean) => void): () => void {
  const stop = new AbortController()
  const form = root.closest('form')
  const input = inputIn(root)
  const gather = (event: Event, list: FileList | undefined) => {
    setIsOver(false)
    if (!input || !list?.length) return
    event.preventDefault()
    const all = new DataTransfer()
    for (const file of [...(input.files ?? []), ...list]) all.items.add(file)
    input.files = all.files
    input.dispatchEvent(new Event('change', { bubbles: true }))
  }
  const over = (event: DragEvent) => {
    if (!event.dataTransfer?.types.includes('Files')) return
    event.preventDefault()
    setIsOver(true)
    load()
  }
  input?.addEventListener('change', load, stop)
  form?.addEventListener('dragover', over, stop)
  form?.addEventListener('dragleave', () => setIsOver(false), stop)
  form?.addEventListener('drop', (event) => gather(event, event.dataTransfer?.files), stop)
  const paste = (event: ClipboardEvent) => {
    // Text from an office program comes with a picture of itself: the text is meant.
    const { clipboardData: content } = event
    if (content && !content.types.includes('text/plain')) gather(event, content.files)
  }
  form?.addEventListener('paste', paste, stop)
  // Chosen before the page was alive.
  if (input?.files?.length) load()
  return () => stop.abort()
}

const inputIn = (root: HTMLElement) => root.querySelector<HTMLInputElement>('input[type=file]')
