/** A project of its own for a test: our scripts in a temporary folder, around tools that only note what was asked. */
import { spawn } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'
import { root, tools } from './project.mjs'

/** Notes the call; then does what the test wants of this tool. */
const tool = (name, path, then) => `
${path.endsWith('.mjs') ? `import { createRequire } from 'node:module'\nconst require = createRequire(import.meta.url)` : ''}
const { appendFileSync, mkdirSync, writeFileSync } = require('node:fs')
const args = process.argv.slice(2)
appendFileSync('calls', ${JSON.stringify(name)} + ' ' + args.join(' ') + '\\n')
${then}`

const installs = `
mkdirSync('node_modules', { recursive: true })
const lock = JSON.parse(require('node:fs').readFileSync('package-lock.json', 'utf8'))
writeFileSync('node_modules/.package-lock.json', JSON.stringify({ packages: lock.packages }))`

const builds = `if (args[0] === 'build') { mkdirSync('.next', { recursive: true }); writeFileSync('.next/BUILD_ID', 'x') }`

/** Makes the project; `behaviours` says by name of a tool (npm, next, biome …) what its program does. */
export function createProject(behaviours = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'deskbell-scripts-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const write = (path, content) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), content)
  }
  for (const name of readdirSync(`${root}/scripts`).filter(isScript))
    cpSync(`${root}/scripts/${name}`, join(folder, 'scripts', name))
  const defaults = { npm: installs, next: builds }
  for (const [name, path] of [...Object.entries(tools), ['npm', `${root}/npm-cli.js`]])
    write(path.slice(root.length + 1), tool(name, path, behaviours[name] ?? defaults[name] ?? ''))
  write('node_modules/esbuild/package.json', '{"exports":"./esbuild.mjs"}')
  write('node_modules/esbuild/esbuild.mjs', bundler)
  write('package-lock.json', '{"packages":{"":{},"node_modules/next":{"integrity":"1"}}}')
  write('app/page.tsx', 'one')
  return {
    folder,
    write,
    run: (command, options) => run(folder, command, options),
    calls: () =>
      existsSync(join(folder, 'calls')) ? readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n') : [],
  }
}

/** Bundles nothing, in the shape of what `scripts/embed.mjs` asks for. */
const bundler = `export const build = async () => ({ outputFiles: [{ text: '' }] })`

const isScript = (name) => name.endsWith('.mjs') && !/\.(test|testing)\.mjs$/.test(name)

/** Runs `node scripts/<command>`, with `flags` for Node.js itself. @returns exit code, signal and what it printed. */
async function run(folder, [command, ...args], { env = {}, flags = [] } = {}) {
  const child = spawn(process.execPath, [...flags, join(folder, 'scripts', command), ...args], {
    cwd: folder,
    env: { PATH: process.env.PATH, npm_execpath: join(folder, 'npm-cli.js'), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const printed = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr']) child[name].on('data', (chunk) => (printed[name] += chunk))
  const [code, signal] = await new Promise((resolve) => child.on('close', (...end) => resolve(end)))
  return { code, signal, ...printed }
}
