/** What the benchmark measures itself against: packages of their own, apart from the product's. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { runNode } from './children.mjs'
import { fingerprint } from './fingerprint.mjs'
import { npmProgram } from './npm.mjs'
import { root } from './project.mjs'
import { step } from './step.mjs'

const folder = `${root}/e2e/bench/peers`
const record = `${folder}/node_modules/.deskbell`

/** Makes them current, exactly as their lock file says. @returns whether they are. */
export async function installPeers() {
  const lock = fingerprint(['e2e/bench/peers/package-lock.json'])
  if (existsSync(record) && readFileSync(record, 'utf8') === lock) return true
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--prefix', folder]
  if (!(await step('Installing what the benchmark compares with (npm ci)', () => npm(args)))) return false
  writeFileSync(record, lock)
  return true
}

async function npm(args) {
  const program = npmProgram()
  return program
    ? runNode([program, ...args], { keepOutput: true })
    : { code: 127, output: 'npm was not found on this machine' }
}
