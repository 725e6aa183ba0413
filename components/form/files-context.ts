/** How a form reaches the files beside its fields, before it sends and after it was accepted. */
import { createContext, type RefObject } from 'react'

export interface LiveFiles {
  /** Waits for what is under way, and adds what arrived to `data`. */
  settle(data: FormData): Promise<void>
  /** The files went with an accepted message. */
  clear(): void
}

/** Null while no file was ever chosen: then nothing of this is loaded. */
export const FilesContext = createContext<RefObject<LiveFiles | null>>({ current: null })
