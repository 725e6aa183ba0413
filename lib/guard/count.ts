/** What the counts say of a request, for all instances: how often such things came of late, and what was used before. */
import type { Kysely } from 'kysely'
import { hashOf } from '#lib/db/hash.ts'
import type { Schema } from '#lib/db/schema.ts'
import { bucketOf } from '#lib/mail/address.ts'
import { hostsIn, skeletonOf } from './content.ts'
import type { GuardedRequest, GuardSettings } from './guarded-request.ts'
import { isOurSide } from './network.ts'
import type { Proof } from './proof.ts'
import type { Stamp } from './stamp.ts'
import { countUp, forgetOver, hideKey, holdOnce, isHeld } from './tally.ts'
import type { Sign } from './verdict.ts'

const hourMs = 60 * 60_000
const dayMs = 24 * hourMs

/** Always in this order, so that no two transactions wait for each other. */
export async function count(kysely: Kysely<Schema>, counting: Counting): Promise<Counted> {
  const { request, settings, stamp, proof, nowMs } = counting
  const { limits, secrets } = settings
  const hidden = (...parts: string[]) => hideKey(secrets[0], ...parts)
  await forgetOver(kysely, nowMs)
  const holder = hashOf(request.requestId)
  const hasProof =
    proof.is === 'solved' &&
    (await holdOnce(kysely, hidden('proof', proof.nonce), holder, proof.expiresMs + dayMs))
  // Each on its own account: what a machine sends uses up nothing of its neighbours'.
  const manner = counting.isSuspected ? 'suspected' : hasProof ? 'proven' : 'plain'
  const network = isCountable(request.network)
    ? await countUp(kysely, hidden('network', manner, request.network), hourMs, nowMs)
    : none
  if (network.count > limits.perNetwork) return { signs: [], isProven: false, untilMs: network.untilMs }
  const address = await countUp(kysely, hidden('address', bucketOf(request.email)), hourMs, nowMs)
  const isFirstUse =
    !stamp || (await holdOnce(kysely, hidden('stamp', stamp.nonce), holder, nowMs + 2 * dayMs))
  const hasCaptcha = await isSolved(kysely, counting, hidden, holder)
  const found: readonly (readonly [boolean, Sign])[] = [
    [!isFirstUse, 'used-stamp'],
    [hasCaptcha === false, 'no-captcha'],
    [network.count > limits.perNetwork / 5, 'many-from-network'],
    [address.count > limits.perAddress / 6, 'many-from-address'],
    [address.count > limits.perAddress, 'flood-from-address'],
  ]
  const signs = found.flatMap(([isFound, sign]) => (isFound ? [sign] : []))
  const repetition = await signsOfRepetition(kysely, counting, hidden)
  return { signs: [...signs, ...repetition], isProven: hasProof || hasCaptcha === true, untilMs: null }
}

interface Counting {
  readonly request: GuardedRequest
  readonly settings: GuardSettings
  readonly stamp: Stamp | null
  readonly proof: Proof
  /** For what it is, whatever the counts say. */
  readonly isSuspected: boolean
  readonly nowMs: number
}

interface Counted {
  readonly signs: readonly Sign[]
  readonly isProven: boolean
  /** Until when a limit is used up; null when none is. */
  readonly untilMs: number | null
}

/**
 * Whether the request has its captcha; null where that says nothing. A provider checks each once: a request that was
 * refused for another reason has it still when it comes again.
 */
async function isSolved(
  kysely: Kysely<Schema>,
  { request: { captcha }, nowMs }: Counting,
  hidden: (...parts: string[]) => string,
  holder: string,
): Promise<boolean | null> {
  if (captcha?.is === 'none') return false
  if (captcha?.is !== 'solved' && captcha?.is !== 'spent') return null
  const key = hidden('captcha', captcha.token)
  if (captcha.is === 'solved') return holdOnce(kysely, key, holder, nowMs + 2 * dayMs)
  return isHeld(kysely, key, holder)
}

const none = { count: 0, untilMs: 0 }

/** False for what is no public address: a proxy of our own, or nobody that can be told. */
export const isCountable = (network: string | null): network is string =>
  network !== null && !isOurSide(network)

/** The same words from this many mailboxes within a day are a campaign; a link is more often shared by chance. */
const manyWith = { repeated: 3, 'shared-link': 5 } as const

/** What of the words came from several mailboxes; one that writes again counts once. */
async function signsOfRepetition(
  kysely: Kysely<Schema>,
  counting: Counting,
  hidden: (...parts: string[]) => string,
): Promise<Sign[]> {
  const { words } = counting.request
  const skeleton = skeletonOf(words.message)
  const hosts = new Set(hostsIn(`${words.subject}\n${words.message}`, counting.settings.ownHosts))
  const links = [...hosts].sort().slice(0, 3)
  const marks = [
    ...(skeleton ? [{ sign: 'repeated', text: skeleton } as const] : []),
    ...links.map((text) => ({ sign: 'shared-link', text }) as const),
  ]
  const signs: Sign[] = []
  for (const { sign, text } of marks) {
    const mailboxes = await countMailboxes(kysely, counting, (...parts) => hidden(sign, text, ...parts))
    if (mailboxes >= manyWith[sign]) signs.push(sign)
  }
  return signs
}

async function countMailboxes(
  kysely: Kysely<Schema>,
  { request: { email }, nowMs }: Counting,
  hidden: (...parts: string[]) => string,
): Promise<number> {
  const isNew = (await countUp(kysely, hidden(bucketOf(email)), dayMs, nowMs)).count === 1
  const { count: times } = isNew
    ? await countUp(kysely, hidden(), dayMs, nowMs)
    : await readCount(kysely, hidden(), nowMs)
  return times
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
