/** A request as its guard sees it: how often such things came of late, and what it looks like. Nothing is decided but a score, or a limit. */
import type { Transaction } from 'kysely'
import type { Database } from '#lib/db/db.ts'
import { hashOf } from '#lib/db/hash.ts'
import type { Schema } from '#lib/db/schema.ts'
import { bucketOf, isMailable } from '#lib/mail/address.ts'
import { readSigns } from './content.ts'
import { count, isCountable } from './count.ts'
import type { GuardedRequest, GuardSettings } from './guarded-request.ts'
import { readProof } from './proof.ts'
import { readFormStamp, type Stamp } from './stamp.ts'
import { countUp, handOver, hideKey } from './tally.ts'
import { isThrowaway } from './throwaway.ts'
import { judge, type Sign, suspectedFrom, type Verdict } from './verdict.ts'

/** What is known of a request before anything is counted. */
export interface Guarding {
  /**
   * Counts and judges it, in the transaction that accepts it: what could not be stored has not been counted either.
   * @throws Uncounted when the counts cannot be had; nothing more can be done in that transaction.
   */
  judge(transaction: Transaction<Schema>): Promise<Judgement>
  /** What it looks like without them: no limit holds anybody up because our own store is down (security.md S58). */
  readonly byItself: Verdict
}

export type Judgement =
  | { readonly outcome: 'judged'; readonly verdict: Verdict }
  /** Not before `untilMs`. */
  | { readonly outcome: 'over-limit'; readonly untilMs: number }

export class Uncounted extends Error {
  override readonly name = 'Uncounted'
}

const hourMs = 60 * 60_000
const dayMs = 24 * hourMs

/** Nobody reads a form, let alone fills it in, in less. */
const leastMs = 2_000

/** Looks at a request; nothing is counted yet. */
export async function guardRequest(
  request: GuardedRequest,
  settings: GuardSettings,
  nowMs: number,
): Promise<Guarding> {
  const { form, email, hidden, words, captcha } = request
  const stamp = readFormStamp(settings.secrets, form, request.stamp, nowMs)
  const proof = await readProof(settings.secrets, form, request.proof, nowMs)
  const own = settings.ownAddresses.some((address) => bucketOf(address) === bucketOf(email))
  const found: readonly (readonly [boolean, Sign])[] = [
    [hidden !== '', 'hidden-field'],
    [proof.is === 'forged', 'forged-proof'],
    [captcha?.is === 'forged', 'forged-captcha'],
    [captcha?.is === 'unchecked', 'unchecked-captcha'],
    [own || !isMailable(email), 'machine-address'],
    [isThrowaway(email), 'throwaway-address'],
  ]
  const signs = [
    ...signsOfStamp(stamp, nowMs),
    ...found.flatMap(([isFound, sign]) => (isFound ? [sign] : [])),
    ...readSigns(words, settings.ownHosts),
  ]
  const byItself = judge(signs, false)
  const counting = { request, settings, stamp, proof, isSuspected: byItself.score >= suspectedFrom, nowMs }
  return {
    byItself,
    async judge(transaction) {
      const counted = await count(transaction, counting).catch((error: unknown) => {
        throw new Uncounted('the counts cannot be had', { cause: error })
      })
      if (counted.untilMs !== null) return { outcome: 'over-limit', untilMs: counted.untilMs }
      return { outcome: 'judged', verdict: judge([...signs, ...counted.signs], counted.isProven) }
    },
  }
}

function signsOfStamp(stamp: Stamp | null, nowMs: number): Sign[] {
  if (!stamp) return ['no-stamp']
  const ageMs = nowMs - stamp.drawnMs
  if (ageMs < leastMs) return ['too-fast']
  return ageMs > dayMs ? ['too-late'] : []
}

/**
 * A form that stays open after it was sent goes on under another request id: what it was drawn with goes along, a few
 * times. Never throws.
 */
export async function passOn(
  { kysely }: Database,
  { form, requestId, stamp }: Pick<GuardedRequest, 'form' | 'requestId' | 'stamp'>,
  next: string,
  { secrets }: Pick<GuardSettings, 'secrets'>,
): Promise<void> {
  const read = readFormStamp(secrets, form, stamp, Date.now())
  if (!read) return
  const key = hideKey(secrets[0], 'stamp', read.nonce)
  await handOver(kysely, key, { from: hashOf(requestId), to: hashOf(next) }).catch(() => false)
}

/** Until when this thread, or this network, has had its replies; null when one more may come. Never throws. */
export async function limitReply(
  { kysely }: Database,
  { threadId, network }: { readonly threadId: string; readonly network: string | null },
  { secrets, limits }: Pick<GuardSettings, 'secrets' | 'limits'>,
  { nowMs, onFailure }: { readonly nowMs: number; readonly onFailure: (error: unknown) => void },
): Promise<number | null> {
  try {
    const thread = await countUp(kysely, hideKey(secrets[0], 'thread', threadId), hourMs, nowMs)
    if (thread.count > limits.perThread) return thread.untilMs
    if (!isCountable(network)) return null
    const all = await countUp(kysely, hideKey(secrets[0], 'replies', network), hourMs, nowMs)
    return all.count > limits.perNetwork ? all.untilMs : null
  } catch (error) {
    onFailure(error)
    return null
  }
}
