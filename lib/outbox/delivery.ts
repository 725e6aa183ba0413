/** Delivery of one claimed row: send, or read back what an earlier send came to, and write down the result. */
import type { Database } from '#lib/db/db.ts'
import { HelpdeskError } from '#lib/helpdesk/error.ts'
import type { ConversationRef, Helpdesk, Progress } from '#lib/helpdesk/helpdesk.ts'
import { type Payload, readPayload } from '#lib/helpdesk/payload.ts'
import type { Log } from '#lib/log/log.ts'
import { type Conclusion, conclude, type OutboxRow, recordStep } from './claim.ts'
import { policy, waitAfter, waitBeforeReadBack, waitToReadAgain } from './policy.ts'

/** What delivery needs of the world around it. */
export interface Surroundings {
  readonly database: Database
  readonly helpdesk: Helpdesk
  readonly log: Log
  readonly nowMs: () => number
  /** From 0 to 1, for jitter only. */
  readonly random: () => number
}

/**
 * Does the next thing for a claimed row and concludes it; at most one call that creates something remote.
 * @throws only when the database fails; the lease then lapses and the row is read back.
 */
export async function deliver(world: Surroundings, row: OutboxRow): Promise<Attempt> {
  const result = await work(world, row)
  const kept = await conclude(world.database, row, result.conclusion, result.conversation?.id)
  const { state, reason } = result.conclusion
  const facts = { row: row.id, kind: row.kind, attempts: row.attempts, state, reason, kept }
  if (state === 'parked') world.log.error(facts, 'a message is held up: a person must look')
  else world.log.info(facts, 'delivery')
  return { isDelivered: kept && state === 'delivered', error: result.error ?? null }
}

export interface Attempt {
  readonly isDelivered: boolean
  /** The helpdesk's, if it had one: it may want a pause. */
  readonly error: HelpdeskError | null
}

interface Result {
  readonly conclusion: Conclusion
  /** The conversation that a request has opened. */
  readonly conversation?: ConversationRef
  readonly error?: HelpdeskError
}

function work(world: Surroundings, row: OutboxRow): Promise<Result> | Result {
  const payload = readPayload(row.kind, row.payload)
  if (!payload) return { conclusion: { state: 'parked', due_ms: world.nowMs(), reason: 'corrupt' } }
  return row.state === 'sending' ? send(world, row, payload) : readBack(world, row, payload)
}

async function send(world: Surroundings, row: OutboxRow, payload: Payload): Promise<Result> {
  try {
    if (payload.kind === 'request') {
      const conversation = await world.helpdesk.open(payload.conversation, row.id, progressOf(world, row))
      return { conclusion: delivered(world.nowMs()), conversation }
    }
    if (payload.kind === 'solution' && (await isTakenBack(world, row)))
      return { conclusion: delivered(world.nowMs()) }
    await tell(world.helpdesk, await conversationOf(world, row), payload, row.id)
    return { conclusion: delivered(world.nowMs()) }
  } catch (thrown) {
    const error = asHelpdeskError(thrown, world.log)
    return { conclusion: afterSend(row, error, world), error }
  }
}

function tell(
  helpdesk: Helpdesk,
  conversation: ConversationRef,
  payload: Exclude<Payload, { kind: 'request' }>,
  key: string,
): Promise<unknown> {
  if (payload.kind === 'reply') return helpdesk.reply(conversation, payload.message, key)
  if (payload.kind === 'solution') return helpdesk.resolve(conversation)
  const { value, comment } = payload.rating
  return helpdesk.annotate(conversation, {
    deskbell_rating: String(value),
    ...(comment && { deskbell_rating_comment: comment }),
  })
}

/** Who writes again says that it is not solved: then nobody needs to hear that it was. */
async function isTakenBack({ database }: Surroundings, row: OutboxRow): Promise<boolean> {
  const later = await database.kysely
    .selectFrom('outbox')
    .select('id')
    .where('thread_id', '=', row.thread_id)
    .where('position', '>', row.position)
    .where('kind', '=', 'reply')
    .limit(1)
    .executeTakeFirst()
  return later !== undefined
}

async function readBack(world: Surroundings, row: OutboxRow, payload: Payload): Promise<Result> {
  if (isRepeatable(row)) return { conclusion: { state: 'waiting', due_ms: world.nowMs() } }
  try {
    const sinceMs = row.sent_ms ?? row.created_ms
    if (payload.kind === 'request') {
      const { customer } = payload.conversation
      const hint = { customer, sinceMs, step: row.progress }
      const conversation = await world.helpdesk.findConversation(row.id, hint)
      if (conversation === 'unfinished') return { conclusion: { state: 'waiting', due_ms: world.nowMs() } }
      if (conversation) return { conclusion: delivered(world.nowMs()), conversation }
    } else if (payload.kind === 'reply') {
      const conversation = await conversationOf(world, row)
      if (await world.helpdesk.findMessage(conversation, row.id, { ...payload.message, sinceMs }))
        return { conclusion: delivered(world.nowMs()) }
    }
    return { conclusion: afterNothingFound(row, world) }
  } catch (thrown) {
    const error = asHelpdeskError(thrown, world.log)
    return { conclusion: afterUnreadable(row, error, world), error }
  }
}

function progressOf({ database, nowMs }: Surroundings, row: OutboxRow): Progress {
  return {
    step: row.progress,
    async record(step) {
      if (await recordStep(database, row, step, nowMs())) return
      throw new HelpdeskError('another attempt has taken over', { code: 'timeout', outcome: 'unknown' })
    },
  }
}

async function conversationOf({ database }: Surroundings, row: OutboxRow): Promise<ConversationRef> {
  const { conversation } = await database.kysely
    .selectFrom('thread')
    .select('conversation')
    .where('id', '=', row.thread_id)
    .executeTakeFirstOrThrow()
  if (conversation === null) throw new Error(`row ${row.id} was claimed before its conversation was open`)
  return { id: conversation }
}

const delivered = (nowMs: number): Conclusion => ({
  state: 'delivered',
  due_ms: nowMs,
  delivered_ms: nowMs,
  reason: null,
  detail: null,
})

/** Telling it once more creates nothing: whatever became of it, it is sent again. */
const isRepeatable = ({ kind }: OutboxRow) => kind === 'solution' || kind === 'rating'

function afterSend(row: OutboxRow, error: HelpdeskError, { nowMs, random }: Surroundings): Conclusion {
  const why = { reason: error.code, detail: error.message }
  switch (error.outcome === 'unknown' && isRepeatable(row) ? 'not-sent' : error.outcome) {
    case 'not-sent':
      return { ...why, state: 'waiting', due_ms: nowMs() + waitAfter(error, row.attempts, random()) }
    case 'refused':
      return { ...why, state: 'parked', due_ms: nowMs() }
    case 'unknown':
      return {
        ...why,
        state: 'uncertain',
        due_ms: nowMs() + waitBeforeReadBack(0, error.retryAfterMs),
        read_backs: 0,
        first_read_back_ms: null,
      }
  }
}

function afterNothingFound(row: OutboxRow, { helpdesk, nowMs }: Surroundings): Conclusion {
  const now = nowMs()
  const readBacks = row.read_backs + 1
  // A clock that went back starts the spread again.
  const firstMs = Math.min(row.first_read_back_ms ?? now, now)
  const enough = readBacks >= policy.readBacks && now - firstMs >= policy.readBackSpreadMs
  const mayResend = helpdesk.can.idempotentCreate || (enough && helpdesk.can.resendWhenAbsent)
  if (mayResend) return { state: 'waiting', due_ms: now }
  if (enough) return { state: 'parked', due_ms: now, reason: 'absent' }
  return {
    state: 'uncertain',
    due_ms: now + waitBeforeReadBack(readBacks),
    read_backs: readBacks,
    first_read_back_ms: firstMs,
  }
}

/** A read-back that did not get an answer proves nothing: it does not count, whatever the error was. */
function afterUnreadable(row: OutboxRow, error: HelpdeskError, { nowMs, random }: Surroundings): Conclusion {
  const elapsedMs = nowMs() - (row.sent_ms ?? row.created_ms)
  return {
    state: 'uncertain',
    due_ms: nowMs() + waitToReadAgain(error, elapsedMs, random()),
    reason: error.code,
    detail: error.message,
  }
}

/** An error that no adapter foresaw says nothing about what the helpdesk did: the careful reading is "unknown". */
function asHelpdeskError(thrown: unknown, log: Log): HelpdeskError {
  if (thrown instanceof HelpdeskError) return thrown
  log.error({ err: thrown }, 'unexpected error in a delivery')
  return new HelpdeskError('unexpected error', { code: 'malformed', outcome: 'unknown', cause: thrown })
}
