/** What the attachments of a form are drawn from: words and rows, finished on the server. */
import type { CountWords } from './count-words.ts'
import type { FileError } from './file-post.ts'

export interface AttachmentsView {
  readonly label: string
  /** "(optional)". */
  readonly optional: string
  /** "Error:". */
  readonly error: string
  /** The limits, before anybody meets them. */
  readonly hint: string
  readonly kept: readonly KeptRow[]
  readonly files: FileWords | LaterFileWords
}

/** A file that arrived with an earlier attempt. */
export interface KeptRow {
  readonly id: string
  readonly name: string
  /** "Kept from before · 1.8 MB". */
  readonly meta: string
  /** "Keep {name}". */
  readonly keep: string
}

/** What stands there before any file does. */
export interface LaterFileWords extends Pick<FileWords, 'orDrop' | 'drop'> {
  /** The address that tells the rest. */
  readonly later: string
}

/** For files that a script uploads; `{name}` and `{percent}` are filled in by the browser, which alone knows them. */
export interface FileWords {
  readonly locale: string
  readonly target: string
  readonly limits: { readonly maxFiles: number; readonly maxBytes: number }
  readonly orDrop: string
  readonly drop: string
  readonly remove: string
  readonly removed: string
  readonly tryAgain: string
  /** "Kept from before". */
  readonly kept: string
  /** "Keep {name}". */
  readonly keep: string
  readonly uploaded: string
  readonly states: Readonly<Record<'waiting' | 'checking' | 'ready', string>>
  readonly errors: Readonly<Record<FileError, string>>
  /** "Finishing 2 files, then sending". */
  readonly finishing: CountWords
}
