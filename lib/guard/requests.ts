/** A request as its guard sees it: how often such things came of late, and what it looks like. Nothing is decided but a score, or a limit. */
import type { Kysely } from 'kysely'
import type { Database } from '#lib/db/db.ts'
import { hashOf } from '#lib/db/hash.ts'
import type { Schema } from '#lib/db/schema.ts'
import { bucketOf, isMailable } from '#lib/mail/address.ts'
import { hostsIn, readSigns, skeletonOf, type Words } from './content.ts'
import { isOurSide } from './network.ts'
import { type Proof, readProof } from './proof.ts'
import { readFormStamp, type Stamp } from './stamp.ts'
import { countUp, forgetOver, handOver, hideKey, holdOnce } from './tally.ts'
import { isThrowaway } from './throwaway.ts'
import { judge, type Sign, type Verdict } from './verdict.ts'

export interface GuardedRequest {
  /** The form's slug. */
  readonly form: string
  readonly requestId: string
  /** As networkOf tells it; null when it cannot be told. */
  readonly network: string | null
  readonly words: Words
  readonly email: string
  /** The texts of the form's own fields, as they came. */
  readonly stamp: string
  readonly proof: string
  readonly hidden: string
}

/** Within an hour each. Beyond that of an address requests are marked, not refused: anybody may type anybody's. */
export interface Limits {
  readonly perNetwork: number
  readonly perAddress: number
  readonly perThread: number
}

export interface GuardSettings {
  /** APP_SECRET. */
  readonly secrets: readonly [string, ...string[]]
  /** The operator's, to which customers may link as they like. */
  readonly ownHosts: readonly string[]
  /** The operator's, from which no customer writes. */
  readonly ownAddresses: readonly string[]
  readonly limits: Limits
}

export type Guarding =
  | { readonly outcome: 'judged'; readonly verdict: Verdict }
  /** Not before `untilMs`. */
  | { readonly outcome: 'over-limit'; readonly untilMs: number }

const hourMs = 60 * 60_000
const dayMs = 24 * hourMs

/** Nobody reads a form, let alone fills it in, in less. */
const leastMs = 2_000

/**
 * Counts a request and judges it. What the counts say is left out when they cannot be had: no limit holds anybody up
 * because our own store is down (security.md S58).
 * @param onFailure is told of that. Never throws.
 */
export async function guardRequest(
  database: Database,
  request: GuardedRequest,
  settings: GuardSettings,
  { nowMs, onFailure }: { readonly nowMs: number; readonly onFailure: (error: unknown) => void },
): Promise<Guarding> {
  const { form, email, hidden, words } = request
  const stamp = readFormStamp(settings.secrets, form, request.stamp, nowMs)
  const proof = await readProof(settings.secrets, form, request.proof, nowMs)
  const own = settings.ownAddresses.some((address) => bucketOf(address) === bucketOf(email))
  const found: readonly (readonly [boolean, Sign])[] = [
    [hidden !== '', 'hidden-field'],
    [proof.is === 'forged', 'forged-proof'],
    [own || !isMailable(email), 'machine-address'],
    [isThrowaway(email), 'throwaway-address'],
  ]
  const signs = [
    ...signsOfStamp(stamp, nowMs),
    ...found.flatMap(([isFound, sign]) => (isFound ? [sign] : [])),
    ...readSigns(words, settings.ownHosts),
  ]
  try {
    const counted = await database.kysely
      .transaction()
      .execute((transaction) => count(transaction, { request, settings, stamp, proof, nowMs }))
    if (counted.untilMs !== null) return { outcome: 'over-limit', untilMs: counted.untilMs }
    return { outcome: 'judged', verdict: judge([...signs, ...counted.signs], counted.isProven) }
  } catch (error) {
    onFailure(error)
    return { outcome: 'judged', verdict: judge(signs, false) }
  }
}

function signsOfStamp(stamp: Stamp | null, nowMs: number): Sign[] {
  if (!stamp) return ['no-stamp']
  const ageMs = nowMs - stamp.drawnMs
  if (ageMs < leastMs) return ['too-fast']
  return ageMs > dayMs ? ['too-late'] : []
}

interface Counting {
  readonly request: GuardedRequest
  readonly settings: GuardSettings
  readonly stamp: Stamp | null
  readonly proof: Proof
  readonly nowMs: number
}

interface Counted {
  readonly signs: readonly Sign[]
  readonly isProven: boolean
  /** Until when a limit is used up; null when none is. */
  readonly untilMs: number | null
}

/** Always in this order, so that no two transactions wait for each other. */
async function count(kysely: Kysely<Schema>, counting: Counting): Promise<Counted> {
  const { request, settings, stamp, proof, nowMs } = counting
  const { limits, secrets } = settings
  const hidden = (...parts: string[]) => hideKey(secrets[0], ...parts)
  await forgetOver(kysely, nowMs)
  const network = isCountable(request.network)
    ? await countUp(kysely, hidden('network', request.network), hourMs, nowMs)
    : none
  if (network.count > limits.perNetwork) return { signs: [], isProven: false, untilMs: network.untilMs }
  const address = await countUp(kysely, hidden('address', bucketOf(request.email)), hourMs, nowMs)
  const holder = hashOf(request.requestId)
  const isFirstUse =
    !stamp || (await holdOnce(kysely, hidden('stamp', stamp.nonce), holder, nowMs + 2 * dayMs))
  const isProven =
    proof.is === 'solved' &&
    (await holdOnce(kysely, hidden('proof', proof.nonce), holder, proof.expiresMs + dayMs))
  const found: readonly (readonly [boolean, Sign])[] = [
    [!isFirstUse, 'used-stamp'],
    [network.count > limits.perNetwork / 5, 'many-from-network'],
    [address.count > limits.perAddress / 6, 'many-from-address'],
    [address.count > limits.perAddress, 'flood-from-address'],
  ]
  const signs = found.flatMap(([isFound, sign]) => (isFound ? [sign] : []))
  const repetition = await signsOfRepetition(kysely, counting, hidden)
  return { signs: [...signs, ...repetition], isProven, untilMs: null }
}

const none = { count: 0, untilMs: 0 }

const isCountable = (network: string | null): network is string => network !== null && !isOurSide(network)

/** The same words from this many mailboxes within a day are a campaign; a link is more often shared by chance. */
const manyWith = { repeated: 3, 'shared-link': 5 } as const

/** What of the words came from several mailboxes; one that writes again counts once. */
async function signsOfRepetition(
  kysely: Kysely<Schema>,
  { request: { words, email }, settings, nowMs }: Counting,
  hidden: (...parts: string[]) => string,
): Promise<Sign[]> {
  const skeleton = skeletonOf(words.message)
  const links = new Set(hostsIn(`${words.subject}\n${words.message}`, settings.ownHosts))
  const marks = [
    ...(skeleton ? [{ sign: 'repeated', text: skeleton } as const] : []),
    ...[...links]
      .sort()
      .slice(0, 3)
      .map((text) => ({ sign: 'shared-link', text }) as const),
  ]
  const signs: Sign[] = []
  for (const { sign, text } of marks) {
    const mailbox = bucketOf(email)
    const isNew = (await countUp(kysely, hidden(sign, text, mailbox), dayMs, nowMs)).count === 1
    const key = hidden(sign, text)
    const { count: times } = isNew
      ? await countUp(kysely, key, dayMs, nowMs)
      : await readCount(kysely, key, nowMs)
    if (times >= manyWith[sign]) signs.push(sign)
  }
  return signs
}

async function readCount(kysely: Kysely<Schema>, key: string, nowMs: number): Promise<{ count: number }> {
  const row = await kysely
    .selectFrom('tally')
    .select('count')
    .where('key', '=', key)
    .where('until_ms', '>', nowMs)
    .executeTakeFirst()
  return row ?? none
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
