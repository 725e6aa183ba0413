/** Pace: who sends a lot at once waits between one form and the next, so that everybody else is served meanwhile. */
import { isCountable } from './count.ts'

/** A network of many people may send this many at one moment. */
const burst = 20
/** After those one at a time, this far apart: far more than the limits of an hour allow. */
const intervalMs = 200
/** Nobody waits longer: beyond it the form goes back with all that was typed. */
const longestMs = 10_000
/** Networks that are remembered before those are forgotten that have been quiet. */
const mostNetworks = 1_000

declare global {
  var deskbellPace: Map<string, number> | undefined
}

/**
 * Settles when a form from `network` may be read: at once, as a rule. False: so many wait that it has to be turned away.
 * Counted by this process alone, without a database; a network that cannot be told, or is our own side's, never waits.
 * The rule is the virtual scheduling algorithm of ITU-T I.371.
 */
export async function keepPace(network: string | null): Promise<boolean> {
  if (!isCountable(network)) return true
  const nowMs = performance.now()
  const times = expectedTimes(nowMs)
  const expectedMs = Math.max(times.get(network) ?? 0, nowMs)
  const waitMs = expectedMs - nowMs - (burst - 1) * intervalMs
  if (waitMs > longestMs) return false
  times.set(network, expectedMs + intervalMs)
  if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs))
  return true
}

/** When each network's next form would come if it kept to the interval; on globalThis, because Next.js gives each bundle its own module state. */
function expectedTimes(nowMs: number): Map<string, number> {
  globalThis.deskbellPace ??= new Map()
  const times = globalThis.deskbellPace
  if (times.size >= mostNetworks)
    for (const [network, expectedMs] of times) if (expectedMs <= nowMs) times.delete(network)
  return times
}
