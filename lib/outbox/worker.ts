/** The worker: takes rows that are due, a few at a time, and pauses when the helpdesk asks for it. */
import type { HelpdeskError } from '#lib/helpdesk/error.ts'
import { claim, type OutboxRow, release } from './claim.ts'
import { deliver, type Surroundings } from './delivery.ts'
import { policy, waitAfter, waitInOutage } from './policy.ts'

/** Calls to the helpdesk under way at once. */
const atOnce = 4
/** The same for messages that customers wait for: beyond it they are left to the worker, which keeps to its own. */
const waitedForAtOnce = 32
/** Between looks at the database while nothing is due; a new row is delivered without waiting for one. */
const idleMs = 1_000

/** A worker in the given surroundings; see Outbox for what its verbs promise. */
export function createWorker(world: Surroundings) {
  const pauses = createPauses(world)
  const inHand = new Map<Promise<void>, OutboxRow>()
  let slotsTaken = 0
  let running = false
  let timer: NodeJS.Timeout | undefined

  function begin(row: OutboxRow): Promise<void> {
    const work = deliver(world, row)
      .then(pauses.heed)
      .catch((error: unknown) => report(world, error))
      .finally(() => inHand.delete(work))
    inHand.set(work, row)
    return work
  }

  /** Claims a row for each free slot and starts on them; the number of rows. */
  async function fill(): Promise<number> {
    const limit = pauses.atMost() - slotsTaken
    if (limit <= 0 || pauses.isPaused()) return 0
    if (pauses.isProbeDue()) await pullForward(world, 1)
    const rows = await claim(world.database, { nowMs: world.nowMs(), limit })
    slotsTaken += rows.length
    for (const row of rows) {
      void begin(row).finally(() => {
        slotsTaken -= 1
        if (running) wakeIn(0)
      })
    }
    return rows.length
  }

  function wakeIn(waitMs: number): void {
    clearTimeout(timer)
    timer = setTimeout(() => {
      void fill()
        .catch((error: unknown) => report(world, error))
        .then(() => running && wakeIn(idleMs))
    }, waitMs)
  }

  return {
    start() {
      running = true
      wakeIn(0)
    },
    async stop(withinMs: number = policy.leaseMs) {
      running = false
      clearTimeout(timer)
      const isDone = await within(Promise.all(inHand.keys()), withinMs)
      if (isDone === null) await release(world.database, [...inHand.values()], world.nowMs())
    },
    async drain() {
      while ((await fill()) > 0 || inHand.size > 0) {
        if (inHand.size > 0) await Promise.race(inHand.keys())
      }
    },
    async deliverNow(id: string, withinMs: number): Promise<boolean> {
      // Otherwise nobody is kept waiting for it: the worker goes on alone.
      const isWorthIt = !pauses.isPaused() && inHand.size < waitedForAtOnce && pauses.mayTry()
      const attempt = isWorthIt ? tryRow(id) : Promise.resolve(false)
      return (await within(attempt, withinMs)) ?? false
    },
  }

  async function tryRow(id: string): Promise<boolean> {
    try {
      const rows = await claim(world.database, { nowMs: world.nowMs(), limit: 1, id })
      await Promise.all(rows.map(begin))
      return await isDelivered(world, id)
    } catch (error) {
      report(world, error)
      return false
    }
  }
}

/** What the worker learns about the helpdesk as a whole: that it wants a pause, that it is not there, and that it is back. */
function createPauses(world: Surroundings) {
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
async function pullForward({ database, nowMs }: Surroundings, limit: number): Promise<void> {
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

async function isDelivered({ database }: Surroundings, id: string): Promise<boolean> {
  const row = await database.kysely
    .selectFrom('outbox')
    .select('state')
    .where('id', '=', id)
    .executeTakeFirst()
  return row?.state === 'delivered'
}

function report({ log }: Surroundings, error: unknown): void {
  log.error({ err: error }, 'the outbox could not work: its rows are kept and tried again')
}

async function within<Value>(work: Promise<Value>, withinMs: number): Promise<Value | null> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, withinMs, null)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
