/** Files on this machine's disk: moved into place whole, and only then on record. */
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { asFilesError, assertKey, type Files } from './files.ts'

/**
 * Keeps files below `folder`, in subfolders by the first two characters of their keys. What is received must lie
 * on the same file system: it is renamed into place.
 */
export function createDiskFiles(folder: string): Files {
  return {
    async put(key, received) {
      const shelf = join(folder, shelfOf(key))
      await told(async () => {
        await mkdir(shelf, { recursive: true, mode: 0o700 })
        await rename(received.path, join(shelf, key))
        await syncFolder(shelf)
        await syncFolder(folder)
      })
    },
    async get(key, range) {
      const path = join(folder, shelfOf(key), key)
      const file = await told(() => open(path)).catch(nullWhenAbsent)
      return file?.createReadStream(range && { start: range.first, end: range.last }) ?? null
    },
    async delete(key) {
      const path = join(folder, shelfOf(key), key)
      await told(() => rm(path, { force: true }))
    },
    async *keysBefore(beforeMs) {
      for (const shelf of await namesIn(folder)) {
        if (!/^[0-9a-f]{2}$/.test(shelf)) continue
        for (const key of await namesIn(join(folder, shelf))) {
          const facts = await stat(join(folder, shelf, key)).catch(() => null)
          if (facts && facts.mtimeMs < beforeMs) yield key
        }
      }
    },
  }
}

function shelfOf(key: string): string {
  assertKey(key)
  return key.slice(0, 2)
}

/** A rename is durable only when the folder that holds the name is. */
async function syncFolder(path: string): Promise<void> {
  const handle = await open(path)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

const namesIn = async (path: string) => (await told(() => readdir(path)).catch(nullWhenAbsent)) ?? []

async function told<Value>(work: () => Promise<Value>): Promise<Value> {
  try {
    return await work()
  } catch (error) {
    throw asFilesError(error)
  }
}

function nullWhenAbsent(error: unknown): null {
  const cause = error instanceof Error ? error.cause : undefined
  if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return null
  throw error
}
