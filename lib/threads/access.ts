/** Who may read a thread: whoever holds its link, and nobody else. Every way in passes through here (security.md 2.2). */
import { randomBytes } from 'node:crypto'
import type { Selectable } from 'kysely'
import type { Database } from '#lib/db/db.ts'
import { hashOf } from '#lib/db/hash.ts'
import type { ThreadLinkTable, ThreadTable } from '#lib/db/schema.ts'
import { support } from '#lib/form/support.ts'

export interface Thread extends Selectable<Omit<ThreadTable, 'token_hash' | 'revoked_ms' | 'identity_hash'>> {
  /** For what the link was made that opened it; null for the one that the customer got on the screen. */
  readonly source: ThreadLinkTable['source'] | null
}

/**
 * The thread that `token` opens, or null for everything else: never issued, cut short, not even text, revoked, replaced
 * by another, or unused for too long. Found by the hash alone, so no secret is compared; a malformed token reaches
 * neither database nor helpdesk. Asked anew each time: what an operator revokes is closed from that moment on.
 */
export async function openThread(
  { kysely }: Database,
  token: unknown,
  nowMs: number = Date.now(),
): Promise<Thread | null> {
  if (!isToken(token)) return null
  const hash = hashOf(token)
  const thread = await kysely
    .selectFrom('thread')
    .select([
      'id',
      'reference',
      'form',
      'subject',
      'customer_name',
      'customer_email',
      'locale',
      'conversation',
      'created_ms',
      'active_ms',
      'verified_ms',
    ])
    .select(({ selectFrom }) =>
      selectFrom('thread_link').select('source').where('token_hash', '=', hash).as('source'),
    )
    .where(({ or, eb, selectFrom }) =>
      or([
        eb('token_hash', '=', hash),
        eb('id', '=', selectFrom('thread_link').select('thread_id').where('token_hash', '=', hash)),
      ]),
    )
    .where('revoked_ms', 'is', null)
    .where('active_ms', '>', closedSinceMs(nowMs))
    .executeTakeFirst()
  return thread ?? null
}

/** Links of threads whose customer has last written before this time open nothing any more. */
export function closedSinceMs(nowMs: number): number {
  return nowMs - (support().threads?.expireAfterDays ?? 180) * 24 * 60 * 60_000
}

/** 32 random bytes in base64url: exactly 43 characters. */
export const isToken = (value: unknown): value is string =>
  typeof value === 'string' && /^[A-Za-z0-9_-]{43}$/.test(value)

/** A fresh token: 256 bits from the system's generator (security.md 2.3). A form carries one as its request id. */
export const newToken = () => randomBytes(32).toString('base64url')
