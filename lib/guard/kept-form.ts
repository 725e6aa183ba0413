/** A form that came back with mistakes, kept for half an hour, so that without JavaScript nothing typed is lost. */
import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { database } from '#lib/db/open.ts'

/** Values by field, and by field the sentence of what is wrong with them. */
export interface KeptForm {
  readonly requestId: string
  readonly values: Readonly<Record<string, string>>
  readonly errors: Readonly<Record<string, string>>
  /** For the whole form, beside the button. */
  readonly notice: string | null
  /** The ids of the files that came with it. */
  readonly uploads: readonly string[]
}

const lifeMs = 30 * 60_000

const content = z.object({
  requestId: z.string(),
  values: z.record(z.string(), z.string()),
  errors: z.record(z.string(), z.string()),
  notice: z.string().nullable(),
  /** Earlier versions did not keep any. */
  uploads: z.array(z.string()).default([]),
})

/**
 * Keeps a form; the answer is its unguessable id. Forms whose time is up are removed on the way.
 * @param place the form's slug or the thread's token hash: the id opens it there only.
 */
export async function keepForm(place: string, form: KeptForm, nowMs: number): Promise<string> {
  const { kysely } = await database()
  const id = randomBytes(32).toString('base64url')
  await kysely.deleteFrom('kept_form').where('expires_ms', '<=', nowMs).execute()
  await kysely
    .insertInto('kept_form')
    .values({ id, form: place, content: JSON.stringify(form), expires_ms: nowMs + lifeMs })
    .execute()
  return id
}

/** The form kept under `id` at this place, as often as it is asked for; null when there is none or its time is up. */
export async function findKeptForm(place: string, id: unknown, nowMs: number): Promise<KeptForm | null> {
  if (typeof id !== 'string' || !/^[A-Za-z0-9_-]{43}$/.test(id)) return null
  const { kysely } = await database()
  const row = await kysely
    .selectFrom('kept_form')
    .select('content')
    .where('id', '=', id)
    .where('form', '=', place)
    .where('expires_ms', '>', nowMs)
    .executeTakeFirst()
  if (!row) return null
  const result = content.safeParse(JSON.parse(row.content))
  return result.success ? result.data : null
}
