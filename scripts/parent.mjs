/** Notices that npm, which started us, was killed outright: it leaves its scripts behind, and so would we stay. */
import { readFileSync } from 'node:fs'
import { stop } from './children.mjs'

const everyMs = 300

/** Stops this process and its children once npm is gone. Does nothing when npm did not start us. */
export function stopWhenAlone() {
  // Under a leash the process above watches for us; started by hand, outliving the shell may be meant (nohup).
  if (!process.env.npm_lifecycle_event || process.channel) return
  const parent = process.ppid
  const shell = shellAbove(parent)
  const isAlone = () => process.ppid !== parent || (shell && shellAbove(parent)?.parent !== shell.parent)
  setInterval(() => isAlone() && stop('SIGTERM'), everyMs).unref()
}

/** npm runs scripts through a shell. Most replace themselves by the script; one that stays hides npm from us. */
function shellAbove(pid) {
  try {
    const [, name, parent] = /\((.*)\) \S+ (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? []
    return /sh$|^busybox$/.test(name) ? { parent } : null
  } catch {
    return null
  }
}
