/** The outbox: what a customer sent is committed first, and delivered by whoever gets to it, now or after a week. */
import { database } from '#lib/db/open.ts'
import { helpdesk } from '#lib/helpdesk/connect.ts'
import { log } from '#lib/log/log.ts'
import {
  type AcceptedReply,
  type AcceptedRequest,
  acceptReply,
  acceptRequest,
  type PendingRequest,
  type RequestAcceptance,
} from './accept.ts'
import { type AcceptedRating, type AcceptedSolution, acceptRating, acceptSolution } from './accept-change.ts'
import type { Acceptance } from './append.ts'
import type { Surroundings } from './delivery.ts'
import { type OutboxHealth, readHealth } from './health.ts'
import { createWorker } from './worker.ts'

export interface Outbox {
  /** Commits a request and its thread; delivers nothing. @throws when the database does not take it. */
  acceptRequest(request: AcceptedRequest | PendingRequest): Promise<RequestAcceptance>
  /** Commits a reply; delivers nothing. @throws when the database does not take it. */
  acceptReply(reply: AcceptedReply): Promise<Acceptance>
  /** Commits that a thread is solved; delivers nothing. @throws when the database does not take it. */
  acceptSolution(solution: AcceptedSolution): Promise<Acceptance>
  /** Commits the rating of a thread; delivers nothing. @throws when the database does not take it. */
  acceptRating(rating: AcceptedRating): Promise<Acceptance>
  /**
   * Tries to deliver row `id` at once. Answers true if it is delivered within `withinMs`; otherwise false,
   * and the attempt goes on, or is left to the worker. Never throws: the row is safe either way.
   */
  deliverNow(id: string, withinMs: number): Promise<boolean>
  /** Works off whatever is due, until `stop`. */
  start(): void
  /** Takes no new rows and waits for those in hand; those that are not done `withinMs` are let go, to be read back. */
  stop(withinMs?: number): Promise<void>
  /** Works off everything that is due at this moment. */
  drain(): Promise<void>
  /** @throws when the database cannot be read. */
  health(): Promise<OutboxHealth>
}

declare global {
  var deskbellOutbox: Promise<Outbox> | undefined
}

/** The process's outbox; kept on globalThis, because Next.js gives each bundle its own module state. */
export function outbox(): Promise<Outbox> {
  globalThis.deskbellOutbox ??= connect().catch((error: unknown) => {
    globalThis.deskbellOutbox = undefined
    throw error
  })
  return globalThis.deskbellOutbox
}

const connect = async () =>
  createOutbox({
    database: await database(),
    helpdesk: await helpdesk(),
    log: log(),
    nowMs: Date.now,
    random: Math.random,
  })

/** An outbox in the given surroundings; nothing is delivered before `start`, `drain` or `deliverNow`. */
export function createOutbox(world: Surroundings): Outbox {
  const worker = createWorker(world)
  return {
    acceptRequest: (request) => acceptRequest(world.database, request, world.nowMs()),
    acceptReply: (reply) => acceptReply(world.database, reply, world.nowMs()),
    acceptSolution: (solution) => acceptSolution(world.database, solution, world.nowMs()),
    acceptRating: (rating) => acceptRating(world.database, rating, world.nowMs()),
    deliverNow: worker.deliverNow,
    start: worker.start,
    stop: worker.stop,
    drain: worker.drain,
    health: () => readHealth(world.database, world.nowMs()),
  }
}
