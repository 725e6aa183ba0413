/** The file system of which every change is a side effect of the life that is lived at the time. */
import fs, { type FileHandle } from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'
import type { Life } from './life.ts'

const real = { ...fs }
let current: Life | null = null
let isInstalled = false
const handles = new Map<Life, FileHandle[]>()

/** From now on, until it is called again, changes of files belong to `life`; null: to nobody. */
export function watchFiles(life: Life | null): void {
  if (!isInstalled) install()
  current = life
}

/** A dead process holds no file open. */
export async function closeFilesOf(life: Life): Promise<void> {
  const open = handles.get(life) ?? []
  handles.delete(life)
  await Promise.all(open.map((handle) => handle.close().catch(() => {})))
}

function install(): void {
  isInstalled = true
  const effect = <Value>(name: string, run: () => Promise<Value>) =>
    current ? current.effect(name, run) : run()
  const watched: Partial<typeof fs> = {
    async open(...args) {
      const life = current
      const handle = await effect('open a file', async () => {
        const opened = await real.open(...args)
        if (life) handles.set(life, [...(handles.get(life) ?? []), opened])
        return opened
      })
      const { sync, writeFile } = handle
      handle.sync = () => effect('sync a file', () => sync.call(handle))
      handle.writeFile = (...given) => effect('write to a file', () => writeFile.apply(handle, given))
      return handle
    },
    rename: (from, to) => effect('rename a file', () => real.rename(from, to)),
    rm: (path, options) => effect('remove a file', () => real.rm(path, options)),
  }
  Object.assign(fs, watched)
  syncBuiltinESMExports()
}
