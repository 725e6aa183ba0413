/** The port to where files are kept: whole files under keys of our own making, on disk or in an S3-compatible store. */

export interface Files {
  /**
   * Keeps a received file under `key`: all of it or nothing. Afterwards `received` is gone from where it was received.
   * @throws FilesError when the store is full or cannot be reached; then `received` still has to be discarded.
   */
  put(key: string, received: Received): Promise<void>
  /**
   * The bytes under `key`, or of `range` in it (which must lie within the file); null when there are none.
   * Whoever gets a stream reads it to its end or destroys it. @throws FilesError
   */
  get(key: string, range?: ByteRange): Promise<AsyncIterable<Uint8Array> | null>
  /** Removes what is under `key`, if anything. @throws FilesError */
  delete(key: string): Promise<void>
  /** Every key whose file was put before `beforeMs`. @throws FilesError */
  keysBefore(beforeMs: number): AsyncIterable<string>
}

/** A file on its way in, whole on this machine's disk. */
export interface Received {
  readonly path: string
  readonly bytes: number
  /** Hex. */
  readonly sha256: string
  /** Removes it from here, if it is still here. Never throws: the sweeper comes by later. */
  discard(): Promise<void>
}

/** Both ends belong to it. */
export interface ByteRange {
  readonly first: number
  readonly last: number
}

/** `full`: no space or quota left; `unavailable`: everything else that keeps a store from working. */
export class FilesError extends Error {
  override readonly name = 'FilesError'
  readonly code: 'full' | 'unavailable'

  constructor(code: 'full' | 'unavailable', cause: unknown) {
    super(`the file store is ${code}`, { cause })
    this.code = code
  }
}

/** A failure of a store as the port tells it. */
export function asFilesError(error: unknown): FilesError {
  if (error instanceof FilesError) return error
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return new FilesError(code === 'ENOSPC' || code === 'EDQUOT' ? 'full' : 'unavailable', error)
}

/** Keys are made by us alone; anything else would be a way out of the store's folder. @throws when it is not one. */
export function assertKey(key: string): void {
  if (!/^[0-9a-f]{32}$/.test(key)) throw new Error('this is no key of a file')
}
