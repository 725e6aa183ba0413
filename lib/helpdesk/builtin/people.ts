/** Who takes part: customers as they become known, and who follows a conversation. */
import { randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { Schema } from '#lib/db/schema.ts'
import { addressKey, type Desk, type Person, staffMember } from './desk.ts'

/** Each address with the best name there is: the one given, else of the staff, else of the contact, else "". */
export async function peopleAt(
  desk: Desk,
  given: readonly { readonly email: string; readonly name?: string | undefined }[],
): Promise<Person[]> {
  const nameless = given.filter(({ name }) => !name).map(({ email }) => addressKey(email))
  const known = nameless.length > 0 ? await contactNames(desk, nameless) : new Map<string, string>()
  return given.map(({ email, name }) => ({
    name: name || staffMember(desk, email)?.name || known.get(addressKey(email)) || '',
    email: addressKey(email),
  }))
}

async function contactNames(desk: Desk, emails: readonly string[]): Promise<Map<string, string>> {
  const query = desk.kysely.selectFrom('helpdesk_contact').select(['email', 'name'])
  const rows = await query.where('email', 'in', emails).execute()
  return new Map(rows.flatMap(({ email, name }) => (email ? [[email, name] as const] : [])))
}

/** Makes a contact of everyone who is neither staff nor known. */
export async function rememberContacts(
  trx: Kysely<Schema>,
  desk: Desk,
  people: readonly Person[],
): Promise<void> {
  const customers = people.filter(({ email }) => !staffMember(desk, email))
  // In one order everywhere: two calls that name the same people never wait for each other in a circle.
  const ordered = [...unique(customers)].sort((a, b) => (a.email < b.email ? -1 : 1))
  if (ordered.length === 0) return
  const rows = ordered.map(({ name, email }) => ({
    id: randomUUID(),
    email,
    name,
    notes: '[]',
    data: '{}',
    created_ms: desk.now(),
  }))
  await trx
    .insertInto('helpdesk_contact')
    .values(rows)
    .onConflict((conflict) => conflict.column('email').doNothing())
    .execute()
}

/** Adds to the contact's own fields; those it does not name stay. */
export async function mergeContactData(
  trx: Kysely<Schema>,
  column: 'id' | 'email',
  value: string,
  data: Readonly<Record<string, unknown>>,
): Promise<void> {
  // The update that changes nothing holds the row until the transaction ends, on both engines.
  const held = await trx
    .updateTable('helpdesk_contact')
    .set((eb) => ({ data: eb.ref('data') }))
    .where(column, '=', value)
    .returning(['id', 'data'])
    .executeTakeFirst()
  if (!held) return
  const merged = JSON.stringify({ ...JSON.parse(held.data), ...data })
  await trx.updateTable('helpdesk_contact').set({ data: merged }).where('id', '=', held.id).execute()
}

/** Those who follow a conversation without having begun it, by address. */
export async function followersOf(trx: Kysely<Schema>, conversationId: string): Promise<Person[]> {
  const query = trx.selectFrom('helpdesk_follower').select(['name', 'email'])
  return query.where('conversation_id', '=', conversationId).orderBy('email').execute()
}

/** Those named as recipients follow the conversation from now on (helpdesk-apis.md 3.1). */
export async function addFollowers(
  trx: Kysely<Schema>,
  conversationId: string,
  people: readonly Person[],
): Promise<void> {
  if (people.length === 0) return
  const rows = unique(people).map((person) => ({ ...person, conversation_id: conversationId }))
  await trx
    .insertInto('helpdesk_follower')
    .values(rows)
    .onConflict((conflict) => conflict.columns(['conversation_id', 'email']).doNothing())
    .execute()
}

/** The first of each address. */
export function unique(people: readonly Person[]): Person[] {
  return people.filter((person, index) => people.findIndex(({ email }) => email === person.email) === index)
}
