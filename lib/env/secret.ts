/** Secrets that nobody had to think up: made once, kept in DATA_DIR, readable by this user alone. */
import { randomBytes } from 'node:crypto'
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * The secret kept in `<folder>/<name>`, made on first use: 43 base64url characters (32 random bytes).
 * Two processes that start at once agree on one: the file appears whole, and only once.
 * @throws when the folder cannot be written.
 */
export function generatedSecret(folder: string, name: string): string {
  const path = join(folder, name)
  const kept = readIfThere(path)
  if (kept) return kept
  const draft = `${path}.${process.pid}.${randomBytes(6).toString('hex')}`
  writeFileSync(draft, randomBytes(32).toString('base64url'), { mode: 0o600, flush: true })
  try {
    linkSync(draft, path)
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error
  } finally {
    rmSync(draft, { force: true })
  }
  return readFileSync(path, 'utf8').trim()
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8').trim() || null
  } catch (error) {
    if (isCode(error, 'ENOENT')) return null
    throw error
  }
}

const isCode = (error: unknown, code: string) =>
  error instanceof Error && 'code' in error && error.code === code
