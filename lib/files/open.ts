/** Opening a file by a link of ours; whatever is not quite right with the link is simply not there. */
import type { UploadState } from '#lib/db/schema.ts'
import type { ByteRange } from './files.ts'
import { isKindName, kindAt } from './kind.ts'
import type { Surroundings } from './surroundings.ts'

export interface Found {
  readonly id: string
  readonly name: string
  readonly bytes: number
  readonly sha256: string
  readonly type: string
  /** `checking`: it is in quarantine and must not be handed out yet. `removed`: it was infected, and is no more. */
  readonly state: UploadState
}

/** The signature is checked before the database is asked; a name that was changed is another file. */
export async function findUpload(world: Surroundings, url: URL): Promise<Found | null> {
  const nowMs = world.nowMs()
  const link = world.links.read(url, nowMs)
  if (!link) return null
  const row = await world.database.kysely
    .selectFrom('upload')
    .select(['id', 'name', 'bytes', 'sha256', 'kind', 'state'])
    .where('id', '=', link.id)
    .where('expires_ms', '>', nowMs)
    .executeTakeFirst()
  if (!row || row.name !== link.name || !isKindName(row.kind)) return null
  const { id, name, bytes, sha256, state } = row
  return { id, name, bytes, sha256, state, type: kindAt(row.kind).type }
}

export async function statesOf(
  world: Surroundings,
  ids: readonly string[],
): Promise<ReadonlyMap<string, UploadState>> {
  if (ids.length === 0) return new Map()
  const rows = await world.database.kysely
    .selectFrom('upload')
    .select(['id', 'state'])
    .where('id', 'in', ids)
    .where('expires_ms', '>', world.nowMs())
    .execute()
  return new Map(rows.map(({ id, state }) => [id, state]))
}

export function openUpload(world: Surroundings, found: Found, range?: ByteRange) {
  return world.files.get(found.id, range)
}
