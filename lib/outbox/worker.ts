/** The worker: takes rows that are due, a few at a time, and pauses when the helpdesk asks for it. */
import { claim, type OutboxRow, release } from './claim.ts'
import { deliver, type Surroundings } from './delivery.ts'
import { createPauses, pullForward } from './pauses.ts'
import { policy } from './policy.ts'

/** The same for messages that customers wait for: beyond it they are left to the worker, which keeps to its own. */
const waitedForAtOnce = 32
/** Between looks at the database while nothing is due; a new row is delivered without waiting for one. */
const idleMs = 1_000

/** A worker in the given surroundings; see Outbox for what its verbs promise. */
export function createWorker(world: Surroundings) {
  const pauses = createPauses(world)
  const inHand = new Map<Promise<boolean>, OutboxRow>()
  let slotsTaken = 0
  let running = false
  let isStopping = false
  /** Settles once the rows that are being claimed are in hand. */
  let claiming: Promise<unknown> = Promise.resolve()
  let timer: NodeJS.Timeout | undefined

  /** Whether it is delivered after that. */
  function begin(row: OutboxRow): Promise<boolean> {
    const work = deliver(world, row)
      .then(async ({ isDelivered, error }) => {
        await pauses.heed(error)
        return isDelivered
      })
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
    const claimed = claim(world.database, { nowMs: world.nowMs(), limit })
    claiming = claimed.catch(() => {})
    const rows = await claimed
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
      isStopping = false
      wakeIn(0)
    },
    async stop(withinMs: number = policy.leaseMs) {
      running = false
      isStopping = true
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
      const attempt = isWorthIt
        ? tryRow(id).catch((error: unknown) => report(world, error))
        : Promise.resolve(false)
      return (await within(attempt, withinMs)) ?? false
    },
  }

  /** Whether it is delivered; waits for the worker where that has got to it, or to one before it in its thread, first. */
  async function tryRow(id: string): Promise<boolean> {
    for (let isAgain = false; ; isAgain = true) {
      const [row] = await claim(world.database, { nowMs: world.nowMs(), limit: 1, id })
      if (row) return begin(row)
      await claiming
      const { state, thread_id, position } = await read(world, id)
      if (state === 'delivered') return true
      const ahead = [...inHand].filter(([, row]) => row.thread_id === thread_id && row.position <= position)
      // What stood in the way may have ended between the two looks.
      if (ahead.length === 0 && isAgain) return false
      await Promise.all(ahead.map(([work]) => work))
      // It took its time, and the worker has learnt of an outage, or been told to end.
      if (isStopping || pauses.isPaused() || pauses.atMost() === 0)
        return (await read(world, id)).state === 'delivered'
    }
  }
}

const read = ({ database }: Surroundings, id: string) =>
  database.kysely
    .selectFrom('outbox')
    .select(['state', 'thread_id', 'position'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()

function report({ log }: Surroundings, error: unknown): false {
  log.error({ err: error }, 'the outbox could not work: its rows are kept and tried again')
  return false
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
