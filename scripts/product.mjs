/** Runs a command that is written in TypeScript and works with the app's own modules. */
import { existsSync } from 'node:fs'
import { runNode } from './children.mjs'
import { installDependencies } from './dependencies.mjs'
import { loadEnvironmentFiles } from './environment.mjs'
import { root } from './project.mjs'

// Node.js below 22.18 needs to be told, and all 22 and 23 would comment on it.
const typescript = [
  ...(process.features.typescript ? [] : ['--experimental-strip-types']),
  '--disable-warning=ExperimentalWarning',
]

/** @param path of the TypeScript file, from the root. @returns its exit code. */
export async function runProduct(path, args) {
  // An installation may have left the development packages out on purpose: only a fresh clone gets them.
  if (!existsSync(`${root}/node_modules`) && !(await installDependencies())) return 1
  loadEnvironmentFiles()
  const { code } = await runNode([...typescript, `${root}/${path}`, ...args])
  return code
}
