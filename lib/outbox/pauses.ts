/** Pauses: what the worker learns about the helpdesk as a whole: that it wants one, that it is not there, and that it is back. */
import type { HelpdeskError } from '#lib/helpdesk/error.ts'
import type { Surroundings } from './delivery.ts'
import { policy, waitAfter, waitInOutage } from './policy.ts'

/** Calls to the helpdesk under way at once. */
const atOnce = 4

/** Knows nothing at first; learns by what is told to `heed`. */
export function createPauses(world: Surroundings) {
  let pausedUntilMs = 0
  let restsUntilMs = 0
  /** In a row, of calls that were not under way together. */
  let failures = 0
  let triedMs = 0
  const isUntil = (timeMs: number, longestMs: number) =>
    world.nowMs() < timeMs && timeMs <= world.nowMs() + longestMs
  const isResting = () => isUntil(restsUntilMs, policy.probeMs)
  return {
    isPaused: () => isUntil(pausedUntilMs, 2 * policy.longestMs),
    /** During an outage somebody's message is tried at once now and then: it may be the first that goes through again. */
    mayTry(): boolean {
      if (failures > 0 && Math.abs(world.nowMs() - triedMs) < policy.tryMs) return false
      triedMs = world.nowMs()
      return true
    },
    /** Calls at once: during an outage one, now and then, however many rows are due. */
    atMost: () => (isResting() ? 0 : failures > 0 ? 1 : atOnce),
    /** Whether an outage has gone unwatched for too long; asking counts as looking. */
    isProbeDue(): boolean {
      if (failures === 0 || Math.abs(world.nowMs() - triedMs) < policy.probeMs) return false
      triedMs = world.nowMs()
      return true
    },
    async heed(error: HelpdeskError | null): Promise<void> {
      triedMs = world.nowMs()
      if (error?.code === 'throttled') pausedUntilMs = world.nowMs() + waitAfter(error, 1, 0)
      if (error) {
        if (error.outcome === 'refused' || isResting()) return
        failures += 1
        restsUntilMs = world.nowMs() + waitInOutage(failures)
      } else if (failures > 0) {
        failures = 0
        restsUntilMs = 0
        await pullForward(world, everyRow)
      }
    },
  }
}

const everyRow = 1_000_000

/**
 * Makes rows that only wait for the end of an outage due, the oldest first: all once a success shows that the way is
 * open, one to see whether it is.
 */
export async function pullForward({ database, nowMs }: Surroundings, limit: number): Promise<void> {
  const waiting = database.kysely
    .selectFrom('outbox')
    .select('id')
    .where('due_ms', '>', nowMs())
    .where(({ or, and, eb }) =>
      or([
        and([eb('state', '=', 'waiting'), eb('reason', 'in', ['unreachable', 'timeout', 'unauthorized'])]),
        and([eb('state', '=', 'uncertain'), eb('first_read_back_ms', 'is', null)]),
      ]),
    )
    .orderBy('created_ms')
    .limit(limit)
  await database.kysely
    .updateTable('outbox')
    .set({ due_ms: nowMs() })
    .where('id', 'in', waiting)
    .where('state', 'in', ['waiting', 'uncertain'])
    .execute()
}
