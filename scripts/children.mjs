/** Child processes that never outlive us: each leads a process group of its own, and the group ends as one. */
import { spawn, spawnSync } from 'node:child_process'
import { constants } from 'node:os'
import { root } from './project.mjs'

const leash = new URL('leash.mjs', import.meta.url).href
const graceMs = 3000
const running = new Set()

/**
 * Runs a script under Node.js until it ends.
 * `env` is added to ours; `keepOutput` collects stdout and stderr instead of showing them; `node` is another binary;
 * after `timeoutMs`, if given, it is killed.
 * @returns its exit code (128 + number after a signal, 127 if it did not start) and the output kept.
 */
export function runNode(args, { node = process.execPath, env = {}, ...options } = {}) {
  return runProgram(node, ['--import', leash, ...args], {
    ...options,
    env: { ...env, DESKBELL_LEASH: '1' },
    leashed: true,
  })
}

/** The same for any program; it is stopped with us, but not when we are killed outright. */
export async function runProgram(file, args, options = {}) {
  const child = startProgram(file, args, options)
  const limit = options.timeoutMs && setTimeout(() => signalGroup(child, 'SIGKILL'), options.timeoutMs)
  const kept = []
  child.stdout?.on('data', (chunk) => kept.push(chunk))
  child.stderr?.on('data', (chunk) => kept.push(chunk))
  const code = await new Promise((resolve) => {
    child.on('error', (error) => {
      kept.push(Buffer.from(`${error.message}\n`))
      resolve(127)
    })
    child.on('close', (exitCode, signal) => {
      clearTimeout(limit)
      // While we are being stopped nothing further may begin.
      if (!stoppedAt) resolve(exitCode ?? 128 + constants.signals[signal])
    })
  })
  return { code, output: Buffer.concat(kept).toString() }
}

function startProgram(file, args, { env = {}, keepOutput = false, leashed = false }) {
  const out = keepOutput ? 'pipe' : 'inherit'
  const child = spawn(file, args, {
    cwd: root,
    env: { ...process.env, ...env },
    detached: process.platform !== 'win32',
    stdio: ['ignore', out, out, ...(leashed ? ['ipc'] : [])],
  })
  if (child.pid) running.add(child)
  child.on('exit', () => {
    signalGroup(child, 'SIGKILL')
    running.delete(child)
  })
  return child
}

/** From now on INT, TERM and HUP stop the children first; however we end, they end too. */
export function stopOnSignals() {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => stop(signal))
  process.on('exit', () => signalAll('SIGKILL'))
}

let stoppedAt = 0

/** Passes `signal` on, waits a moment for the children, then ends this process by the same signal. */
export function stop(signal) {
  // Ctrl-C arrives twice: from the terminal and from npm. Only a later one means "now".
  if (stoppedAt && Date.now() - stoppedAt > 500) signalAll('SIGKILL')
  if (stoppedAt) return
  stoppedAt = Date.now()
  signalAll(signal)
  const leave = () => {
    process.removeAllListeners(signal)
    signalAll('SIGKILL')
    process.kill(process.pid, signal)
  }
  setTimeout(leave, graceMs)
  setInterval(() => running.size === 0 && leave(), 20)
}

function signalAll(signal) {
  for (const child of running) signalGroup(child, signal)
}

function signalGroup(child, signal) {
  try {
    if (process.platform !== 'win32') process.kill(-child.pid, signal)
    else if (child.exitCode === null) spawnSync('taskkill', ['/pid', String(child.pid), '/T', '/F'])
  } catch {
    // The group is already gone.
  }
}
