/** The worker: sends mail that is due, one after the other, and waits while our own way out is closed. */
import type { Database } from '#lib/db/db.ts'
import type { Log } from '#lib/log/log.ts'
import { claimMail, concludeMail, forgetOldMail, type MailConclusion, pullForward } from './claim.ts'
import type { MailRow, Writers } from './mail.ts'
import { type MailKind, policy, waitAfter } from './policy.ts'
import type { Failure, Transport } from './transport.ts'

export interface MailSurroundings {
  readonly database: Database
  readonly transport: Transport
  readonly writers: Writers
  readonly log: Log
  readonly nowMs: () => number
}

/** Between looks at the database while nothing is due. */
const idleMs = 1_000
const forgetEveryMs = 60 * 60_000

export interface MailWorker {
  /** Sends whatever is due, until `stop`. */
  start(): void
  /** Takes no new mail and waits for the one in hand. */
  stop(): Promise<void>
  /** Sends everything that is due at this moment. */
  drain(): Promise<void>
}

export function createMailWorker(world: MailSurroundings): MailWorker {
  let closedUntilMs = 0
  let wasClosed = false
  let forgottenMs = 0
  let isStopping = false
  let timer: NodeJS.Timeout | undefined
  let inHand: Promise<void> = Promise.resolve()

  /** Sends one mail; false when none is due, or our way out is closed for now. */
  async function sendOne(): Promise<boolean> {
    const nowMs = world.nowMs()
    if (nowMs < closedUntilMs && closedUntilMs <= nowMs + policy.probeMs) return false
    const row = await claimMail(world.database, nowMs)
    if (!row) return false
    const failure = await sendRow(world, row)
    if (failure && isOurs(failure)) {
      wasClosed = true
      closedUntilMs = world.nowMs() + policy.probeMs
    } else if (wasClosed) {
      wasClosed = false
      await pullForward(world.database, world.nowMs())
    }
    return true
  }

  async function drain(): Promise<void> {
    let isMore = true
    while (isMore && !isStopping) isMore = await sendOne()
    if (Math.abs(world.nowMs() - forgottenMs) < forgetEveryMs) return
    forgottenMs = world.nowMs()
    await forgetOldMail(world.database, forgottenMs)
  }

  function wakeIn(waitMs: number): void {
    timer = setTimeout(() => {
      inHand = drain()
        .catch((error: unknown) =>
          world.log.error({ err: error }, 'mail could not be worked on: it is kept and tried again'),
        )
        .then(() => {
          if (!isStopping) wakeIn(idleMs)
        })
    }, waitMs)
  }

  return {
    start() {
      isStopping = false
      wakeIn(0)
    },
    async stop() {
      isStopping = true
      clearTimeout(timer)
      await inHand
    },
    drain,
  }
}

/** What stops all mail, not only this one. */
const isOurs = ({ trouble }: Failure) => trouble !== 'deferred' && trouble !== 'refused'

/** Writes the letter, hands it over and concludes the row. @throws only when the database fails. */
async function sendRow(world: MailSurroundings, row: MailRow): Promise<Failure | null> {
  const letter = isKind(world.writers, row.kind) ? await world.writers[row.kind](row) : null
  const failure = letter ? await world.transport.send(row.id, letter) : null
  const conclusion = letter ? afterSend(row, failure, world.nowMs()) : nothingToSay(world.nowMs())
  const kept = await concludeMail(world.database, row, conclusion)
  const { state, reason } = conclusion
  const facts = {
    mail: row.id,
    kind: row.kind,
    attempts: row.attempts,
    state,
    reason,
    kept,
    ...failure?.facts,
  }
  if (failure && isOurs(failure)) world.log.error(facts, 'no mail can be sent: it is kept and tried again')
  else if (state === 'failed') world.log.warn(facts, 'a mail was refused by the receiving side')
  else world.log.info(facts, 'mail')
  return failure
}

const isKind = (writers: Writers, kind: string): kind is MailKind => Object.hasOwn(writers, kind)

const nothingToSay = (nowMs: number): MailConclusion => ({ state: 'dropped', due_ms: nowMs, reason: null })

function afterSend(row: MailRow, failure: Failure | null, nowMs: number): MailConclusion {
  if (!failure) return { state: 'sent', due_ms: nowMs, reason: null, sent_ms: nowMs }
  const { trouble: reason } = failure
  if (isOurs(failure))
    return { state: 'waiting', due_ms: nowMs + waitAfter(policy.outageMs, row.attempts), reason }
  const isTooLate = reason === 'deferred' && nowMs - row.created_ms > policy.deferAtMostMs
  if (reason === 'refused' || isTooLate) return { state: 'failed', due_ms: nowMs, reason }
  return { state: 'waiting', due_ms: nowMs + waitAfter(policy.backoffMs, row.attempts), reason }
}
