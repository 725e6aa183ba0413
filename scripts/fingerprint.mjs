/** One hash over files: equal means that nothing in them has changed. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './project.mjs'

/**
 * Hashes files and whole folders, given relative to the project; what does not exist counts as absent.
 * Tests are left out of folders, and `also` is anything else that the result depends on.
 */
export function fingerprint(paths, ...also) {
  const hash = createHash('sha256').update(JSON.stringify(also))
  for (const path of paths.flatMap(filesAt)) {
    const content = readFileSync(join(root, path))
    hash.update(`\n${path} ${content.length}\n`).update(content)
  }
  return hash.digest('hex')
}

function filesAt(path) {
  const entry = statSync(join(root, path), { throwIfNoEntry: false })
  if (!entry) return []
  if (!entry.isDirectory()) return /\.(test|testing|contract)\.\w+$/.test(path) ? [] : [path]
  return readdirSync(join(root, path))
    .filter((name) => name !== 'node_modules' && name !== '.next')
    .sort()
    .flatMap((name) => filesAt(`${path}/${name}`))
}
