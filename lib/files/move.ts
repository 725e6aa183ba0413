/** Moving house with the files: each that is on record is put into the other store, and read back from there. */
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { Database } from '#lib/db/db.ts'
import type { Files } from './files.ts'

/** A file did not arrive as it was; the others may have, and do no harm where they are. */
class MovedFileError extends Error {
  override readonly name = 'MovedFileError'
}

/**
 * Copies every recorded file from the disk store at `folder` to `target`, and compares the bytes. The same again
 * changes nothing. @returns how many there are, and the ids of those that were gone before. @throws MovedFileError, FilesError
 */
export async function moveFiles(
  { kysely }: Database,
  folder: string,
  { source, target }: { readonly source: Files; readonly target: Files },
): Promise<{ moved: number; missing: string[] }> {
  const rows = await kysely
    .selectFrom('upload')
    .select(['id', 'bytes', 'sha256'])
    .where('state', '!=', 'removed')
    .execute()
  const missing: string[] = []
  for (const { id, bytes, sha256 } of rows) {
    const before = await source.get(id)
    if (!before || (await hashOfContent(before)) !== sha256) {
      missing.push(id)
      continue
    }
    // Nothing is taken from the disk: the way back stays open.
    const received = { path: join(folder, id.slice(0, 2), id), bytes, sha256, discard: async () => {} }
    await target.put(id, received)
    const after = await target.get(id)
    if (!after || (await hashOfContent(after)) !== sha256)
      throw new MovedFileError(`the file ${id} is not the same`)
  }
  return { moved: rows.length - missing.length, missing }
}

async function hashOfContent(content: AsyncIterable<Uint8Array>): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of content) hash.update(chunk)
  return hash.digest('hex')
}
