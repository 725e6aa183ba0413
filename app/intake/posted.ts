/** What came through a door, whichever it was: texts by field, and what became of the files. */
import type { UploadError } from '#lib/files/take.ts'
import { isToken, newToken } from '#lib/threads/access.ts'

export interface Posted {
  /** The text of a field; empty when it did not come. */
  read(name: string): string
  /** All texts that came under one name. */
  readAll(name: string): readonly string[]
  /** Everything that came, by name. */
  readonly names: readonly string[]
  /** Uploads of this form, by id; whether they are is still to be checked. */
  readonly uploads: readonly string[]
  /** Files that came and were not taken. */
  readonly refused: readonly RefusedFile[]
  /** Names of files that a script could not upload, as the browser has them. */
  readonly leftOut: readonly string[]
  /** From which network it came, for limits; null when that cannot be told. */
  readonly network: string | null
}

export interface RefusedFile {
  readonly name: string
  readonly error: UploadError
}

/** The form's request id, or a new one when it came without any. */
export const requestIdOf = ({ read }: Posted) => (isToken(read('request')) ? read('request') : newToken())
