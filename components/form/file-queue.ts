/** The files of a form on their way up: a few at a time, each with its own progress, end and second chance. */
import { type FileError, postFile, releaseFile } from './file-post.ts'

export interface FileItem {
  readonly key: number
  readonly file: File
  readonly state: 'waiting' | 'uploading' | 'checking' | 'ready' | 'refused' | 'failed'
  /** How much of it the network has taken, from 0 to 1. */
  readonly share: number
  /** The upload, once it is there. */
  readonly id: string | null
  readonly error: FileError | null
  /** Of the form, when it was uploaded: an upload belongs to one request id. */
  readonly requestId: string
}

export interface FileLimits {
  readonly maxFiles: number
  readonly maxBytes: number
}

export interface QueueSettings {
  readonly limits: FileLimits
  /** The form's request id at this moment. */
  readonly requestId: () => string
  /** Where files are posted to. */
  readonly target: string
  readonly onChange: (items: readonly FileItem[]) => void
}

export interface FileQueue {
  add(files: readonly File[]): void
  remove(key: number): void
  /** Sends that file again, and no other. */
  retry(key: number): void
  /** Sends again what the line has lost, now that it is back. */
  resume(): void
  /** Resolves when no file is under way any more, with the items as they are then. */
  settle(): Promise<readonly FileItem[]>
  clear(): void
}

/** More at once would only make each of them slower. */
const atOnce = 3

export function createFileQueue({ limits, requestId, target, onChange }: QueueSettings): FileQueue {
  let items: readonly FileItem[] = []
  let nextKey = 1
  const running = new Map<number, () => void>()
  const settlers = new Set<() => void>()

  function show(next: readonly FileItem[]): void {
    items = next
    onChange(items)
    if (items.some(isUnderWay)) return
    for (const settled of settlers) settled()
    settlers.clear()
  }
  const change = (key: number, changes: Partial<FileItem>) =>
    show(items.map((item) => (item.key === key ? { ...item, ...changes } : item)))

  function begin(): void {
    const next = items.find(({ state }) => state === 'waiting')
    if (!next || running.size >= atOnce) return
    void upload(next)
    begin()
  }
  async function upload({ key, file }: FileItem): Promise<void> {
    const owner = requestId()
    const posting = postFile({ target, requestId: owner, file }, (share) => change(key, { share }))
    running.set(key, posting.abort)
    change(key, { state: 'uploading', share: 0, error: null, requestId: owner })
    const outcome = await posting.outcome
    running.delete(key)
    change(key, outcome)
    begin()
  }
  return {
    add(files) {
      const added = files.map((file) => {
        const item = { key: nextKey, file, share: 0, id: null, requestId: '' }
        nextKey += 1
        return { ...item, ...firstState(file, limits) }
      })
      let room = limits.maxFiles - items.filter(({ state }) => state !== 'refused').length
      const fitting = added.map((item) => {
        if (item.state === 'refused') return item
        room -= 1
        return room < 0 ? { ...item, state: 'refused' as const, error: 'count' as const } : item
      })
      show([...items, ...fitting])
      begin()
    },
    remove(key) {
      running.get(key)?.()
      const item = items.find((each) => each.key === key)
      if (item?.id) releaseFile({ target, requestId: item.requestId, id: item.id })
      show(items.filter((each) => each.key !== key))
    },
    resume() {
      show(
        items.map((item) =>
          item.error === 'broken' ? { ...item, state: 'waiting' as const, error: null } : item,
        ),
      )
      begin()
    },
    retry(key) {
      change(key, { state: 'waiting', error: null })
      begin()
    },
    settle() {
      const owner = requestId()
      const isElsewhere = (item: FileItem) => item.id !== null && item.requestId !== owner
      if (items.some(isElsewhere))
        show(
          items.map((item) => (isElsewhere(item) ? { ...item, id: null, state: 'waiting' as const } : item)),
        )
      begin()
      if (!items.some(isUnderWay)) return Promise.resolve(items)
      return new Promise((resolve) => settlers.add(() => resolve(items)))
    },
    clear: () => show([]),
  }
}

export const isUnderWay = ({ state }: FileItem) => state === 'waiting' || state === 'uploading'

function firstState(file: File, { maxBytes }: FileLimits): Pick<FileItem, 'state' | 'error'> {
  if (file.size > maxBytes) return { state: 'refused', error: 'size' }
  if (file.size === 0) return { state: 'refused', error: 'empty' }
  return { state: 'waiting', error: null }
}
