/** A Chromium for the tests: one that is there, or else one that can be had, in the order of DESIGN.md section 1. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, join } from 'node:path'
import { runNode, runProgram } from './children.mjs'
import { tools } from './project.mjs'
import { step } from './step.mjs'

const downloadMs = 240_000

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']

const usualPlaces = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
]

/** @returns the path of a Chromium that starts; null, after saying what to do, when there is none to be had. */
export async function findBrowser() {
  const given = process.env.DESKBELL_CHROMIUM
  if (given) return starts(given) ? given : refuse(`DESKBELL_CHROMIUM names no browser that starts: ${given}`)
  const found = onThisMachine() ?? playwrights() ?? (await fromDebian()) ?? (await fromPlaywright())
  return found ?? refuse('No Chromium or Chrome was found, and none could be installed.')
}

/** Looks in the folders of PATH, then where desktop systems put it. */
export function onThisMachine() {
  const folders = (process.env.PATH ?? '').split(delimiter)
  const onPath = names.flatMap((name) => folders.map((folder) => join(folder, name)))
  return [...onPath, ...usualPlaces].find(starts) ?? null
}

function playwrights() {
  const path = createRequire(tools.playwright)('playwright-core').chromium.executablePath()
  return path && starts(path) ? path : null
}

async function fromDebian() {
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return null
  const install = 'apt-get update -qq; apt-get install -y -qq --no-install-recommends chromium'
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  const options = { env, keepOutput: true }
  await step('Installing Chromium (apt-get install chromium)', () =>
    runProgram('sh', ['-c', install], options),
  )
  return onThisMachine()
}

async function fromPlaywright() {
  const args = [tools.playwright, 'install', 'chromium']
  await step('Downloading Chromium (playwright install chromium)', () =>
    runNode(args, { keepOutput: true, timeoutMs: downloadMs }),
  )
  return playwrights()
}

/** A file of the name is not enough: Ubuntu's chromium-browser may be a note that says to install a snap. */
function starts(path) {
  if (!existsSync(path)) return false
  // On Windows `--version` opens a window.
  return process.platform === 'win32' || spawnSync(path, ['--version'], { timeout: 20_000 }).status === 0
}

function refuse(reason) {
  console.error(
    `${reason}\nInstall Chromium, or set DESKBELL_CHROMIUM to the path of one; the end-to-end tests need it.`,
  )
  return null
}
