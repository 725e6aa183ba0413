/** The people who wrote, and those whom a caller adds beforehand (helpdesk-apis.md 4.7). */
import { randomUUID } from 'node:crypto'
import { type ExpressionBuilder, type Selectable, type SqlBool, sql } from 'kysely'
import { z } from 'zod'
import type { HelpdeskContactTable, Schema } from '#lib/db/schema.ts'
import { customData, emailAddress, storableText } from '#lib/helpdesk/reamaze/wire.ts'
import { spellingsOf } from './custom-data.ts'
import { addressKey, type Desk } from './desk.ts'
import { envelope, offsetOf, pageSize } from './page.ts'
import { mergeContactData } from './people.ts'
import { timestamp } from './present.ts'
import { notFound, refused } from './problem.ts'
import { given, queryText, sharedParameters } from './query.ts'

/** What GET /contacts understands. */
export const contactQuery = z.object({
  page: sharedParameters.page,
  /** Part of a name, an address or a number. */
  q: queryText.optional(),
  sort: z.enum(['date']).optional(),
  type: z.enum(['email', 'mobile']).optional(),
  data: z.record(queryText, queryText).default({}),
})

const contactFields = {
  name: storableText(255).optional(),
  friendly_name: storableText(255).optional(),
  external_avatar_url: storableText(4096).optional(),
  data: customData.optional(),
}

/** POST /contacts: an address or a number is demanded besides. */
export const createContact = z.object({
  contact: z.object({
    ...contactFields,
    email: emailAddress.optional(),
    mobile: z
      .string()
      .regex(/^\+[1-9]\d{1,14}$/, 'must be a number in E.164')
      .optional(),
    /** The caller's own id of the person. */
    id: z.union([storableText(255), z.number()]).optional(),
    notes: z.array(storableText(10_000)).max(100).optional(),
  }),
})

/** The address of a contact cannot change. */
export const updateContact = z.object({ contact: z.object(contactFields) })

/** One page, the newest first. */
export async function listContacts(desk: Desk, asked: z.output<typeof contactQuery>) {
  const matching = desk.kysely.selectFrom('helpdesk_contact').where((eb) => eb.and(conditions(eb, asked)))
  const counted = await matching
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  const rows = await matching
    .selectAll()
    .orderBy('created_ms', 'desc')
    .orderBy('id', 'desc')
    .limit(pageSize)
    .offset(offsetOf(asked.page))
    .execute()
  return envelope('contacts', counted.count, rows.map(presentContact))
}

/** The new contact, or a 422 when its address, number or id is somebody's already. */
export async function addContact(desk: Desk, { contact }: z.output<typeof createContact>) {
  if (!contact.email && !contact.mobile) return refused(422, 'email or mobile must be given')
  const row = {
    id: randomUUID(),
    email: contact.email ? addressKey(contact.email) : null,
    mobile: contact.mobile ?? null,
    external_id: contact.id === undefined ? null : String(contact.id),
    name: contact.name ?? '',
    friendly_name: contact.friendly_name ?? null,
    external_avatar_url: contact.external_avatar_url ?? null,
    notes: JSON.stringify(contact.notes ?? []),
    data: JSON.stringify(contact.data ?? {}),
    created_ms: desk.now(),
  }
  const insert = desk.kysely.insertInto('helpdesk_contact').values(row)
  const stored = await insert
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst()
  return stored ? presentContact(stored) : refused(422, 'email, mobile or id has already been taken')
}

/** The changed contact, found by its address, number or id; a 404 when there is none. */
export async function changeContact(
  desk: Desk,
  identifier: string,
  identifierType: string | undefined,
  { contact: { data, ...fields } }: z.output<typeof updateContact>,
) {
  const column = identifierColumns.get(identifierType ?? 'email')
  if (!column || identifier.includes('\0')) return notFound()
  const key = column === 'email' ? addressKey(identifier) : identifier
  return desk.kysely.transaction().execute(async (trx) => {
    const held = await trx
      .updateTable('helpdesk_contact')
      .set((eb) => ({ name: eb.ref('name'), ...fields }))
      .where(column, '=', key)
      .returning('id')
      .executeTakeFirst()
    if (!held) return notFound()
    if (data) await mergeContactData(trx, 'id', held.id, data)
    const changed = trx.selectFrom('helpdesk_contact').selectAll().where('id', '=', held.id)
    return presentContact(await changed.executeTakeFirstOrThrow())
  })
}

const identifierColumns = new Map<string, 'email' | 'mobile' | 'external_id'>([
  ['email', 'email'],
  ['mobile', 'mobile'],
  ['id', 'external_id'],
])

function presentContact(row: Selectable<HelpdeskContactTable>) {
  return {
    id: row.external_id,
    name: row.name,
    friendly_name: row.friendly_name,
    email: row.email,
    mobile: row.mobile,
    external_avatar_url: row.external_avatar_url,
    notes: JSON.parse(row.notes),
    data: JSON.parse(row.data),
    created_at: timestamp(row.created_ms),
  }
}

function conditions(eb: ExpressionBuilder<Schema, 'helpdesk_contact'>, asked: z.output<typeof contactQuery>) {
  return [
    ...given(asked.q, (part) => eb.or(['name', 'email', 'mobile'].map((column) => contains(column, part)))),
    ...given(asked.type, (type) => eb(type, 'is not', null)),
    ...Object.entries(asked.data).map(([key, value]) => eb.or(holding(key, value))),
  ]
}

/** A search that means each character of `part` itself, and is spelled the same on both engines. */
const contains = (column: string, part: string) =>
  sql<SqlBool>`replace(lower(${sql.ref(column)}), ${part.toLowerCase()}, '') <> lower(${sql.ref(column)})`

/** The fields are one JSON object without blanks, so a field and what follows it are found as text. */
const holding = (key: string, value: string) =>
  spellingsOf(value).flatMap((spelling) =>
    [',', '}'].map(
      (end) => sql<SqlBool>`replace(data, ${`${JSON.stringify(key)}:${spelling}${end}`}, '') <> data`,
    ),
  )
