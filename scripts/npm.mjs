/** npm as a script, so that it can run under the Node.js of our choice and without a shell. */
import { existsSync, realpathSync } from 'node:fs'
import { basename, delimiter, dirname, join } from 'node:path'

/** @returns the path of npm-cli.js, or null when this machine has no npm. */
export function npmProgram() {
  return candidates().find((path) => basename(path) === 'npm-cli.js' && existsSync(path)) ?? null
}

function candidates() {
  const folders = (process.env.PATH ?? '').split(delimiter)
  const beside = dirname(process.execPath)
  return [
    process.env.npm_execpath ?? '',
    ...folders.map((folder) => real(join(folder, 'npm'))),
    ...[...folders, beside].map((folder) => join(folder, 'node_modules/npm/bin/npm-cli.js')),
    join(beside, '../lib/node_modules/npm/bin/npm-cli.js'),
  ]
}

function real(path) {
  try {
    return realpathSync(path)
  } catch {
    return ''
  }
}
