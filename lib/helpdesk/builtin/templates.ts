/** Response templates, as Re:amaze calls them: texts that staff keep for answers they give often. */
import { randomUUID } from 'node:crypto'
import type { Selectable } from 'kysely'
import { z } from 'zod'
import type { HelpdeskTemplateTable } from '#lib/db/schema.ts'
import { storableText } from '#lib/helpdesk/reamaze/wire.ts'
import type { Desk } from './desk.ts'
import { envelope, offsetOf, pageSize } from './page.ts'
import { timestamp } from './present.ts'
import { notFound, refused } from './problem.ts'
import { sharedParameters } from './query.ts'

/** What GET /response_templates understands. */
export const templateQuery = z.object({ page: sharedParameters.page })

const name = storableText(255).refine((text) => text.trim() !== '', "can't be blank")
const body = storableText(64 * 1024).refine((text) => text.trim() !== '', "can't be blank")

export const createTemplate = z.object({ response_template: z.object({ name, body }) })

export const updateTemplate = z.object({
  response_template: z.object({ name: name.optional(), body: body.optional() }),
})

/** A list that somebody chooses from. */
const mostTemplates = 300

/** One page, by name. */
export async function listTemplates({ kysely }: Desk, { page }: z.output<typeof templateQuery>) {
  const rows = await kysely
    .selectFrom('helpdesk_template')
    .selectAll()
    .orderBy('name')
    .orderBy('id')
    .limit(pageSize)
    .offset(offsetOf(page))
    .execute()
  return envelope('response_templates', await countTemplates(kysely), rows.map(presentTemplate))
}

/** The one with this id, or a 404. */
export async function readTemplate({ kysely }: Desk, id: string) {
  if (!isId(id)) return notFound()
  const row = await kysely.selectFrom('helpdesk_template').selectAll().where('id', '=', id).executeTakeFirst()
  return row ? presentTemplate(row) : notFound()
}

/** The new one, or a 422 when there are too many. */
export async function addTemplate(
  { kysely, now }: Desk,
  { response_template: template }: z.output<typeof createTemplate>,
) {
  if ((await countTemplates(kysely)) >= mostTemplates)
    return refused(422, `there are ${mostTemplates} templates already`)
  const row = { id: randomUUID(), ...template, created_ms: now(), updated_ms: now() }
  await kysely.insertInto('helpdesk_template').values(row).execute()
  return presentTemplate(row)
}

/** The changed one, or a 404. */
export async function changeTemplate(
  desk: Desk,
  id: string,
  { response_template: changes }: z.output<typeof updateTemplate>,
) {
  if (!isId(id)) return notFound()
  await desk.kysely
    .updateTable('helpdesk_template')
    .set({ ...changes, updated_ms: desk.now() })
    .where('id', '=', id)
    .execute()
  return readTemplate(desk, id)
}

/** What was removed, or a 404. */
export async function removeTemplate({ kysely }: Desk, id: string) {
  if (!isId(id)) return notFound()
  const row = await kysely
    .deleteFrom('helpdesk_template')
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst()
  return row ? presentTemplate(row) : notFound()
}

/** PostgreSQL refuses NUL even in a comparison. */
const isId = (id: string) => /^[\da-f-]{36}$/.test(id)

async function countTemplates(kysely: Desk['kysely']): Promise<number> {
  const query = kysely.selectFrom('helpdesk_template').select((eb) => eb.fn.countAll<number>().as('count'))
  return (await query.executeTakeFirstOrThrow()).count
}

const presentTemplate = (row: Selectable<HelpdeskTemplateTable>) => ({
  id: row.id,
  name: row.name,
  body: row.body,
  created_at: timestamp(row.created_ms),
  updated_at: timestamp(row.updated_ms),
})
