/** The build as a container has it: a folder of its own that nobody can write to, run by a user who is nobody. */
import {
  chmodSync,
  chownSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { type App, type Program, startApp } from './app.ts'

const root = resolve(import.meta.dirname, '../..')

/** As Debian and Alpine have it. */
const nobody = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : null

export interface Standalone extends Program {
  remove(): void
}

/**
 * Copies the standalone build as the Dockerfile does, and makes it read-only.
 * @param change is asked for what stands in each file of ours instead; what it leaves alone is not written again.
 */
export function copyStandalone(change: (text: string) => string = (text) => text): Standalone {
  const cwd = mkdtempSync(join(tmpdir(), 'deskbell-standalone-'))
  cpSync(join(root, '.next/standalone'), cwd, { recursive: true, verbatimSymlinks: true })
  cpSync(join(root, '.next/static'), join(cwd, '.next/static'), { recursive: true })
  cpSync(join(root, 'public'), join(cwd, 'public'), { recursive: true })
  for (const path of filesIn(join(cwd, '.next'))) {
    if (!/\.(js|json)$/.test(path)) continue
    const text = readFileSync(path, 'utf8')
    const changed = change(text)
    if (changed === text) continue
    writeFileSync(path, changed)
    if (existsSync(`${path}.br`)) writeFileSync(`${path}.br`, brotliCompressSync(changed))
  }
  const node = nobody ? copyNode(cwd) : process.execPath
  for (const path of [...foldersIn(cwd), cwd]) chmodSync(path, 0o555)
  return {
    ...{ cwd, node, args: () => ['server.js'], user: nobody },
    remove: () => rmSync(cwd, { recursive: true, force: true }),
  }
}

/** Ours may lie in a home that nobody else can enter. */
function copyNode(folder: string): string {
  const node = join(folder, 'node')
  copyFileSync(process.execPath, node)
  chmodSync(node, 0o755)
  return node
}

/** Starts a copy with a data folder that it may write to. */
export function startStandalone(program: Program, settings: Record<string, string> = {}): Promise<App> {
  return startApp({ ...settings, DATA_DIR: settings.DATA_DIR ?? newDataFolder() }, program)
}

function newDataFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'deskbell-data-'))
  if (nobody) chownSync(folder, nobody.uid, nobody.gid)
  return folder
}

/** Every file below `folder`. */
const filesIn = (folder: string): string[] =>
  entriesIn(folder).flatMap((entry) => (entry.isFile() ? [join(entry.parentPath, entry.name)] : []))

const foldersIn = (folder: string): string[] =>
  entriesIn(folder).flatMap((entry) => (entry.isDirectory() ? [join(entry.parentPath, entry.name)] : []))

const entriesIn = (folder: string) => readdirSync(folder, { recursive: true, withFileTypes: true })
