/** From an upload to an attachment: bound to the request it was sent for, once, with an address for the helpdesk. */
import type { Kysely } from 'kysely'
import { hashOf } from '#lib/db/hash.ts'
import type { Schema } from '#lib/db/schema.ts'
import { maxFiles } from './room.ts'
import type { Surroundings } from './surroundings.ts'

export interface AttachedFile {
  readonly id: string
  /** Opens the file, without signing in, until its retention ends. */
  readonly url: string
  readonly name: string
  readonly bytes: number
  /** Of the content: the same file uploaded again has another id and the same hash. */
  readonly sha256: string
  /** The virus check has not answered yet: until then the address opens nothing. */
  readonly isChecking: boolean
}

export type KeptFile = Pick<AttachedFile, 'id' | 'name' | 'bytes'>

export interface Attaching {
  readonly attachments: readonly AttachedFile[]
  /** The ids that are not this request's, or whose files are gone. */
  readonly missing: readonly string[]
}

/** The address depends on the upload alone, so that a message sent again is the same message. */
export async function attachUploads(
  world: Surroundings,
  ids: readonly string[],
  requestId: string,
  kysely: Kysely<Schema> = world.database.kysely,
): Promise<Attaching> {
  const asked = asIds(ids)
  const rows = asked.length === 0 ? [] : await attachRows(world, kysely, asked, hashOf(requestId))
  const attachments = asked.flatMap((id) => {
    const row = rows.find((candidate) => candidate.id === id)
    if (!row) return []
    const url = world.links.make('helpdesk', row, row.created_ms + world.retentionMs)
    const isChecking = row.state === 'checking'
    return [{ id, url, name: row.name, bytes: row.bytes, sha256: row.sha256, isChecking }]
  })
  const attached = new Set(attachments.map(({ id }) => id))
  return { attachments, missing: [...new Set(ids)].filter((id) => !attached.has(id)) }
}

/** Those of `ids` that can still be attached to what `requestId` sends, in their order; nothing is changed. */
export async function listUploads(
  world: Surroundings,
  ids: readonly string[],
  requestId: string,
): Promise<readonly KeptFile[]> {
  const asked = asIds(ids)
  if (asked.length === 0) return []
  const rows = await world.database.kysely
    .selectFrom('upload')
    .select(['id', 'name', 'bytes'])
    .where('id', 'in', asked)
    .where('owner_hash', '=', hashOf(requestId))
    .where('state', '!=', 'removed')
    .where('expires_ms', '>', world.nowMs())
    .execute()
  return asked.flatMap((id) => rows.filter((row) => row.id === id))
}

const asIds = (ids: readonly string[]) =>
  [...new Set(ids)].filter((id) => /^[0-9a-f]{32}$/.test(id)).slice(0, maxFiles)

/** One statement: an upload that another request owns, or that the sweeper takes at this moment, is not changed. */
function attachRows(world: Surroundings, kysely: Kysely<Schema>, ids: readonly string[], owner: string) {
  return kysely
    .updateTable('upload')
    .set((eb) => ({ attached: 1, sender_hash: null, expires_ms: eb('created_ms', '+', world.retentionMs) }))
    .where('id', 'in', ids)
    .where('owner_hash', '=', owner)
    .where('state', '!=', 'removed')
    .where('expires_ms', '>', world.nowMs())
    .returning(['id', 'name', 'bytes', 'sha256', 'state', 'created_ms'])
    .execute()
}
