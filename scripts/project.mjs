/** Where the project is, and where its tools are: paths, so that no shell and no `npx` stands between. */
import { fileURLToPath } from 'node:url'

/** The folder of package.json, without a trailing slash. */
export const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '')

/** Each tool's program, to be run by Node.js itself. */
export const tools = {
  biome: inModules('@biomejs/biome/bin/biome'),
  knip: inModules('knip/bin/knip.js'),
  next: inModules('next/dist/bin/next'),
  playwright: inModules('@playwright/test/cli.js'),
  tsc: inModules('typescript/bin/tsc'),
  vitest: inModules('vitest/vitest.mjs'),
}

function inModules(path) {
  return `${root}/node_modules/${path}`
}
