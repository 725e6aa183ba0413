/** The files of a form in the browser: a row for each, from the moment it is chosen. Loaded with the first file. */
import { type RefObject, useEffect, useRef, useState } from 'react'
import type { FileWords } from './attachments-view.ts'
import { sayCount } from './count-words.ts'
import { createFileQueue, type FileItem, type FileQueue, isUnderWay } from './file-queue.ts'
import { FileRow, nameIn, sizeOf, stateWords } from './file-row.tsx'
import type { LiveFiles } from './files-context.ts'

interface FileBoxProps {
  readonly words: FileWords
  readonly live: RefObject<LiveFiles | null>
}

export function FileBox({ words, live }: FileBoxProps) {
  const list = useRef<HTMLUListElement>(null)
  const [items, setItems] = useState<readonly FileItem[]>([])
  const [heard, setHeard] = useState('')
  const [isWaiting, setIsWaiting] = useState(false)
  const [queue] = useState(() => openQueue(words, list, setItems))
  useChosen(list, queue)
  useReset(list, queue)
  useEffect(() => {
    window.addEventListener('online', queue.resume)
    return () => window.removeEventListener('online', queue.resume)
  }, [queue])
  useEffect(() => {
    live.current = handleOf(queue, setIsWaiting)
    return () => {
      live.current = null
    }
  }, [live, queue])
  const before = useRef(items)
  useEffect(() => {
    const ended = newlyEnded(before.current, items)
    before.current = items
    if (ended.length === 0) return
    setHeard(ended.map((item) => heardOf(item, words)).join('. '))
    // What is in the form has changed.
    list.current?.dispatchEvent(new Event('input', { bubbles: true }))
  }, [items, words])

  const remove = ({ key, file }: FileItem) => {
    const index = items.findIndex((item) => item.key === key)
    const next = items[index + 1] ?? items[index - 1]
    // The row that has the focus goes: its neighbour takes it, else the choice of files.
    const target = next
      ? list.current?.querySelector<HTMLElement>(`[data-remove="${next.key}"]`)
      : inputOf(list)
    target?.focus()
    queue.remove(key)
    setHeard(nameIn(words.removed, file.name))
  }
  const underWay = items.filter(isUnderWay).length
  return (
    <>
      <ul ref={list} className="files" hidden={items.length === 0}>
        {items.map((item) => (
          <FileRow
            key={item.key}
            item={item}
            words={words}
            onRemove={() => remove(item)}
            onRetry={() => queue.retry(item.key)}
          />
        ))}
      </ul>
      <p role="status" className="hint">
        {isWaiting && underWay > 0 ? (
          sayCount(words.finishing, underWay)
        ) : (
          <span className="sr-only">{heard}</span>
        )}
      </p>
    </>
  )
}

/** "scan.pdf, 1.8 MB: Ready"; a mistake names its file itself. */
const heardOf = (item: FileItem, words: FileWords) =>
  item.error
    ? stateWords(item, words)
    : `${item.file.name}, ${sizeOf(item, words)}: ${stateWords(item, words)}`

function openQueue(
  words: FileWords,
  list: RefObject<HTMLElement | null>,
  onChange: (items: readonly FileItem[]) => void,
): FileQueue {
  return createFileQueue({
    limits: words.limits,
    target: words.target,
    requestId: () => requestIdOf(list.current?.closest('form')),
    onChange,
  })
}

function requestIdOf(form: HTMLFormElement | null | undefined): string {
  const input = form?.elements.namedItem('request')
  return input instanceof HTMLInputElement ? input.value : ''
}

const inputOf = (list: RefObject<HTMLElement | null>) =>
  list.current?.closest('.field')?.querySelector<HTMLInputElement>('input[type=file]') ?? null

/** What is chosen is taken over at once, and the native control is empty again. */
function useChosen(list: RefObject<HTMLElement | null>, queue: FileQueue): void {
  useEffect(() => {
    const input = inputOf(list)
    const take = () => {
      const files = [...(input?.files ?? [])]
      if (input) input.value = ''
      if (files.length > 0) queue.add(files)
    }
    take()
    input?.addEventListener('change', take)
    return () => input?.removeEventListener('change', take)
  }, [list, queue])
}

/** An emptied form has no files. */
function useReset(list: RefObject<HTMLElement | null>, { clear }: FileQueue): void {
  useEffect(() => {
    const form = list.current?.closest('form')
    form?.addEventListener('reset', clear)
    return () => form?.removeEventListener('reset', clear)
  }, [list, clear])
}

function handleOf(queue: FileQueue, setIsWaiting: (isWaiting: boolean) => void): LiveFiles {
  return {
    async settle(data) {
      setIsWaiting(true)
      const items = await queue.settle()
      setIsWaiting(false)
      for (const { id, state, file } of items) {
        if (id) data.append('upload', id)
        // Refused files are left out in sight; these the customer may still believe to be on their way.
        else if (state === 'failed') data.append('left-out', file.name)
      }
    },
    clear: queue.clear,
  }
}

/** Said when a file has come to its end, not with each percent. */
const newlyEnded = (before: readonly FileItem[], now: readonly FileItem[]) =>
  now.filter((item) => !isUnderWay(item) && before.find(({ key }) => key === item.key)?.state !== item.state)
