/** A file on its way in: streamed to this machine's disk, counted and hashed as it comes, whole before anything trusts it. */
import { createHash, randomBytes } from 'node:crypto'
import { mkdir, open, readdir, rm, stat, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { asFilesError, type Received } from './files.ts'

/** What is coming in is larger than it may be; nothing of it is left. */
export class TooLarge extends Error {
  override readonly name = 'TooLarge'
}

/**
 * Writes `content` to a new file in `folder` (made if need be) and syncs it; holds one chunk in memory.
 * @throws TooLarge beyond `maxBytes`; FilesError when the disk does not take it; whatever `content` throws.
 * After a throw nothing is left.
 */
export async function receive(
  content: AsyncIterable<Uint8Array>,
  folder: string,
  maxBytes: number,
): Promise<Received> {
  const path = join(folder, randomBytes(16).toString('hex'))
  const discard = () => rm(path, { force: true }).catch(() => {})
  const file = await onDisk(
    mkdir(folder, { recursive: true, mode: 0o700 }).then(() => open(path, 'wx', 0o600)),
  )
  const hash = createHash('sha256')
  let bytes = 0
  try {
    for await (const chunk of content) {
      bytes += chunk.byteLength
      if (bytes > maxBytes) throw new TooLarge()
      hash.update(chunk)
      await onDisk(file.writeFile(chunk))
    }
    await onDisk(file.sync())
    await file.close()
    return { path, bytes, sha256: hash.digest('hex'), discard }
  } catch (error) {
    await file.close().catch(() => {})
    await discard()
    throw error
  }
}

const onDisk = <Value>(work: Promise<Value>): Promise<Value> =>
  work.catch((error: unknown) => {
    throw asFilesError(error)
  })

/** What is left for us on the disk of `folder` (made if need be). @throws FilesError */
export async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await onDisk(
    mkdir(folder, { recursive: true, mode: 0o700 }).then(() => statfs(folder)),
  )
  return bavail * bsize
}

/** Removes what was never finished in `folder` and not touched since `beforeMs`. @throws FilesError */
export async function sweepReceived(folder: string, beforeMs: number): Promise<void> {
  for (const name of await onDisk(
    mkdir(folder, { recursive: true, mode: 0o700 }).then(() => readdir(folder)),
  )) {
    const path = join(folder, name)
    const facts = await stat(path).catch(() => null)
    if (facts && facts.mtimeMs < beforeMs) await onDisk(rm(path, { force: true }))
  }
}
