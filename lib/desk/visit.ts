/** A staff member's visit to the desk, begun with their e-mail and API token: a random value in their browser, and its hash here. */
import { randomBytes } from 'node:crypto'
import type { Database } from '#lib/db/db.ts'
import { hashOf } from '#lib/db/hash.ts'
import { proofOf } from '#lib/helpdesk/builtin/credentials.ts'
import { addressKey } from '#lib/helpdesk/builtin/desk.ts'
import { forgetShares, returnShares, takeShare } from '#lib/mail/quota.ts'
import { type Door, openDesk } from './client.ts'

/** A working day, whatever happens in it. */
export const visitLifeMs = 12 * 60 * 60_000

/**
 * Of one network for one address, or of one browser that has been here: nobody mistypes more often, and no token of 16
 * characters is found in so few attempts. Where a proxy makes one network of the whole world, somebody else's attempts
 * keep out nobody who was here before, nor all others.
 */
export const attempts = { most: 10, withinMs: 15 * 60_000 }

export interface Visitor {
  readonly email: string
  /** Ends with their token, see helpdesk/builtin/credentials.ts. */
  readonly proof: string
}

export interface Attempt {
  readonly email: string
  readonly apiToken: string
  /** Null when it cannot be told. */
  readonly network: string | null
  /** A name for the browser in which this address has signed in before; null for any other. */
  readonly browser: string | null
  /** The value of the browser's former cookie: that visit ends. */
  readonly former: string | undefined
  readonly nowMs: number
}

export type Beginning =
  | { readonly outcome: 'begun'; readonly token: string }
  | { readonly outcome: 'wrong' | 'too-many' }

/**
 * Begins a visit for whoever shows the credentials of a staff member. Attempts are counted before they are looked at, so
 * that many at once are no way around the limit; one that succeeds takes back those before it.
 */
export async function beginVisit(database: Database, door: Door, attempt: Attempt): Promise<Beginning> {
  const { email, apiToken, former, nowMs } = attempt
  const { kysely } = database
  const key = shareOf(attempt)
  if (!(await takeShare(kysely, key, attempts, nowMs))) return { outcome: 'too-many' }
  const visitor = { email, proof: proofOf(email, apiToken) }
  if (!(await openDesk(door, visitor))) return { outcome: 'wrong' }
  const token = randomBytes(32).toString('base64url')
  await kysely.transaction().execute(async (trx) => {
    await returnShares(trx, key)
    await forgetShares(trx, nowMs)
    await trx.deleteFrom('desk_visit').where('expires_ms', '<=', nowMs).execute()
    if (former) await trx.deleteFrom('desk_visit').where('token_hash', '=', hashOf(former)).execute()
    const row = { ...visitor, token_hash: hashOf(token), expires_ms: nowMs + visitLifeMs }
    await trx.insertInto('desk_visit').values(row).execute()
  })
  return { outcome: 'begun', token }
}

/** Addresses share one of so many counts: nobody learns which of them are staff's, nor fills the table with made-up ones. */
const addressGroups = 4_096

const shareOf = ({ email, network, browser }: Attempt) =>
  browser === null
    ? `desk ${network ?? ''} ${Number.parseInt(hashOf(addressKey(email)).slice(0, 8), 16) % addressGroups}`
    : `desk browser ${browser}`

/** Who is on the visit that `token` stands for, or null: never begun, ended, or too old. */
export async function findVisit(
  { kysely }: Database,
  token: string | undefined,
  nowMs: number,
): Promise<Visitor | null> {
  if (!token || !/^[\w-]{43}$/.test(token)) return null
  const row = await kysely
    .selectFrom('desk_visit')
    .select(['email', 'proof'])
    .where('token_hash', '=', hashOf(token))
    .where('expires_ms', '>', nowMs)
    .executeTakeFirst()
  return row ?? null
}

export async function endVisit({ kysely }: Database, token: string | undefined): Promise<void> {
  if (token) await kysely.deleteFrom('desk_visit').where('token_hash', '=', hashOf(token)).execute()
}
