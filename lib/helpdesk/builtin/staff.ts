/** Staff members who were added to an installation, beside the one whom its settings name. */
import { randomBytes } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { Schema } from '#lib/db/schema.ts'
import { proofOf } from './credentials.ts'
import { addressKey, type StaffMember } from './desk.ts'

/** Longest there first. @throws when the database cannot be read. */
export const listMembers = (kysely: Kysely<Schema>): Promise<StaffMember[]> =>
  kysely
    .selectFrom('helpdesk_staff')
    .select(['name', 'email', 'proof'])
    .orderBy('created_ms')
    .orderBy('email')
    .execute()

/**
 * Adds a staff member, or gives one who is there already another token: the former one, and every visit that it began,
 * ends at once. @returns the token, which is stored nowhere.
 */
export async function addMember(
  kysely: Kysely<Schema>,
  { email, name, nowMs }: { readonly email: string; readonly name: string; readonly nowMs: number },
): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  const row = { email: addressKey(email), name, proof: proofOf(email, token), created_ms: nowMs }
  await kysely
    .insertInto('helpdesk_staff')
    .values(row)
    .onConflict((conflict) =>
      conflict.column('email').doUpdateSet((eb) => ({
        proof: eb.ref('excluded.proof'),
        name: eb
          .case()
          .when('excluded.name', '=', '')
          .then(eb.ref('helpdesk_staff.name'))
          .else(eb.ref('excluded.name'))
          .end(),
      })),
    )
    .execute()
  return token
}

/** Their token opens nothing any more; what they wrote stays. @returns whether there was such a member. */
export async function removeMember(kysely: Kysely<Schema>, email: string): Promise<boolean> {
  const removal = kysely.deleteFrom('helpdesk_staff').where('email', '=', addressKey(email))
  const { numDeletedRows } = await removal.executeTakeFirst()
  return numDeletedRows > 0n
}
