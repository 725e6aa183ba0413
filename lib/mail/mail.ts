/**
 * Outgoing mail: what is to be said is a row in our own database, written with whatever causes it, and sent by a worker.
 *
 * A mail is never lost once its row is committed, and it may come twice in one case: the connection broke after the mail
 * was handed over and before the receiving side said so. Both copies then carry the same Message-ID and the same words.
 */
import { randomBytes } from 'node:crypto'
import type { Kysely, Selectable } from 'kysely'
import { hashOf } from '#lib/db/hash.ts'
import type { MailTable, Schema } from '#lib/db/schema.ts'
import { bucketOf, isMailable } from './address.ts'
import { limitsOf, type MailKind } from './policy.ts'
import { type Limit, takeShare } from './quota.ts'

export type MailRow = Selectable<MailTable>

export interface NewMail {
  readonly kind: MailKind
  readonly recipient: string
  readonly threadId?: string
  /** JSON of what its writer needs beside the thread. */
  readonly content?: string
}

/** What a mail says; plain text, and nothing in it that the recipient's program would fetch. */
export interface Letter {
  readonly to: string
  readonly subject: string
  readonly text: string
}

/** Writes each kind of mail at the moment of sending; null when there is nothing to say any more. */
export type Writers = Readonly<Record<MailKind, (mail: MailRow) => Promise<Letter | null>>>

/** `withheld`: the address takes no mail of ours, or had its share. The others say whose share is used up. */
export type Queueing = 'queued' | 'withheld' | 'too-many-from-network' | 'too-many'

/**
 * Commits a mail with the transaction it is given; sends nothing. No mail is queued that would go over a limit.
 * @param network of whoever causes it, or null when that is not known or ourselves. @throws when the database does not
 * take it.
 */
export async function queueMail(
  kysely: Kysely<Schema>,
  { kind, recipient, threadId, content }: NewMail,
  { network, nowMs }: { readonly network: string | null; readonly nowMs: number },
): Promise<Queueing> {
  const { perNetwork, perAddress, overall } = limitsOf(kind)
  const take = async (key: string, limit: Limit | null) => !limit || takeShare(kysely, key, limit, nowMs)
  // Always in this order: so no two transactions wait for each other, and what is said of the first two tells nothing of
  // the address.
  if (network !== null && !(await take(`network ${kind} ${network}`, perNetwork)))
    return 'too-many-from-network'
  if (!(await take('overall', overall))) return 'too-many'
  if (!isMailable(recipient)) return 'withheld'
  if (!(await take(`address ${kind} ${hashOf(bucketOf(recipient))}`, perAddress))) return 'withheld'
  const row = {
    id: `mail_${randomBytes(16).toString('base64url')}`,
    kind,
    recipient,
    thread_id: threadId ?? null,
    content: content ?? null,
    state: 'waiting' as const,
    attempts: 0,
    due_ms: nowMs,
    fence: 0,
    created_ms: nowMs,
  }
  await kysely.insertInto('mail').values(row).execute()
  return 'queued'
}
