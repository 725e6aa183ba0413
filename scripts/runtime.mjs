/** One Node.js for everything: an old one learns where a current one is and runs the same script under it. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, dirname } from 'node:path'
import { runNode, runProgram, stopOnSignals } from './children.mjs'
import { npmProgram } from './npm.mjs'
import { stopWhenAlone } from './parent.mjs'
import { root } from './project.mjs'

const floor = [22, 12]
const wanted = 24
const memory = `${root}/.cache/node`

/**
 * To be awaited first by every command. Returns under a current Node.js only; under an older one it runs the
 * command again and ends this process with its exit code.
 */
export async function underCurrentNode() {
  stopOnSignals()
  stopWhenAlone()
  process.env.NEXT_TELEMETRY_DISABLED ??= '1'
  if (isCurrent(process.versions.node)) return preferThisNode()
  if (process.env.DESKBELL_RERUN) giveUp(`it started again under ${process.versions.node}`)
  const node = rememberedNode() ?? (await fetchNode())
  const { code } = await runNode(process.argv.slice(1), { node, env: { DESKBELL_RERUN: '1' } })
  process.exit(code)
}

/** @param version like 22.12.0 */
export function isCurrent(version) {
  const [major, minor] = version.split('.').map(Number)
  return major > floor[0] || (major === floor[0] && minor >= floor[1])
}

function preferThisNode() {
  delete process.env.DESKBELL_RERUN
  process.env.PATH = `${dirname(process.execPath)}${delimiter}${process.env.PATH ?? ''}`
}

function rememberedNode() {
  try {
    const binary = readFileSync(memory, 'utf8').trim()
    return worksAsCurrent(binary) ? binary : null
  } catch {
    return null
  }
}

/** npx is used once, to learn the binary: it passes no signals on, so nothing may run below it. */
async function fetchNode() {
  const npm = npmProgram() ?? giveUp('npm was not found either')
  console.log(
    `This machine has Node.js ${process.versions.node}, and ${floor.join('.')} or newer is needed: ` +
      `fetching Node.js ${wanted} through npx, into its own cache …`,
  )
  let output = ''
  for (const name of [`node@${wanted}`, platformPackage()]) {
    // The package `node` needs its install script; where npm leaves that out the old Node.js silently stays.
    const npx = [npm, 'exec', '--yes', '--ignore-scripts=false', `--package=${name}`, '--']
    const attempt = await runProgram(process.execPath, [...npx, 'node', '-p', 'process.execPath'], {
      keepOutput: true,
    })
    output += attempt.output
    const binary = attempt.output
      .split('\n')
      .map((line) => line.trim())
      .find(worksAsCurrent)
    if (binary) return remember(binary)
    if (attempt.code !== 0) break
  }
  return giveUp(`npx could not fetch it\n${output}`)
}

/** The binary as an npm package of its own, which needs no install script. */
function platformPackage() {
  const system = process.platform === 'win32' ? 'win' : process.platform
  return `node-${system}-${process.arch}@${wanted}`
}

function worksAsCurrent(binary) {
  if (!/^(\/|[A-Za-z]:\\)/.test(binary)) return false
  const { status, stdout } = spawnSync(binary, ['-p', 'process.versions.node'], { encoding: 'utf8' })
  return status === 0 && isCurrent(stdout.trim())
}

function remember(binary) {
  try {
    mkdirSync(dirname(memory), { recursive: true })
    writeFileSync(memory, `${binary}\n`)
  } catch {
    // A folder that cannot be written costs npx a moment at each start, nothing else.
  }
  return binary
}

function giveUp(reason) {
  console.error(
    `Node.js ${floor.join('.')} or newer is needed (${wanted} recommended); this is ${process.versions.node}, ` +
      `and ${reason}.`,
  )
  process.exit(1)
}
