/** The arrival of one upload: from a stream that nobody trusts to a file in the store with a row that says so. */
import { randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { hashOf } from '#lib/db/hash.ts'
import type { UploadState } from '#lib/db/schema.ts'
import type { createArrivalCheck } from './clamd.ts'
import type { Received } from './files.ts'
import { FilesError } from './files.ts'
import { makeHarmless } from './image.ts'
import { type KindName, kindAt, recognize } from './kind.ts'
import { cleanName } from './name.ts'
import { freeBytes, receive, TooLarge } from './received.ts'
import type { Surroundings } from './surroundings.ts'

export interface Arrival {
  /** Of the form that it is sent in. */
  readonly requestId: string
  /** As the customer's machine calls it. */
  readonly name: string
  readonly content: AsyncIterable<Uint8Array>
  /** How many files the form may have here that are not sent yet; `maxFiles` when not given. */
  readonly mostPending?: number
}

export interface Upload {
  readonly id: string
  readonly name: string
  readonly bytes: number
  /** From the table of kinds. */
  readonly type: string
  /** `checking`: the virus check has not answered yet; it can be sent all the same. */
  readonly state: UploadState
}

/**
 * Why a file is not taken. `count`: the form has its files already. `size`, `empty`, `type`, `damaged`, `virus`: the file
 * itself. `broken`: it did not arrive whole. `full`, `busy`, `unavailable`: not the customer's fault.
 */
export type UploadError =
  | 'count'
  | 'size'
  | 'empty'
  | 'type'
  | 'damaged'
  | 'virus'
  | 'broken'
  | 'full'
  | 'busy'
  | 'unavailable'

export type Taking =
  | { readonly outcome: 'taken'; readonly upload: Upload }
  | { readonly outcome: 'refused'; readonly error: UploadError }

/** security.md 2.7. */
export const maxFiles = 10
export const maxFileBytes = 25 * 1024 * 1024

/** What nobody has sent yet may fill this much of the store, whoever they are: a flood ends here, not at a full disk. */
const maxPendingBytes = 4 * 1024 ** 3
/** Files on their way at one time; each holds a few chunks in memory and 25 MB of disk at most. */
const maxArriving = 100
/** The database is on the same disk: files never take the room that messages need. */
const reservedBytes = 256 * 1024 * 1024
/** A file that no message came for goes after this. */
export const pendingMs = 24 * 3_600_000

/** What takes files works with; the check is made for each file as it arrives. */
export interface Receiving extends Surroundings {
  readonly check: ReturnType<typeof createArrivalCheck>
}

/** A function that takes files, one per call, many at a time. */
export function createTaker(world: Receiving): (arrival: Arrival) => Promise<Taking> {
  /** The owner of each upload on its way. */
  const arriving = new Map<string, string>()
  return async (arrival) => {
    if (arriving.size >= maxArriving) return refused('busy')
    const [id, owner] = [newUploadId(), hashOf(arrival.requestId)]
    arriving.set(id, owner)
    try {
      const mostPending = arrival.mostPending ?? maxFiles
      const obstacle = await obstacleTo(world, { owner, mostPending, arriving: [...arriving] })
      return obstacle ? refused(obstacle) : await takeOne(world, { id, owner }, arrival)
    } finally {
      arriving.delete(id)
    }
  }
}

const refused = (error: UploadError): Taking => ({ outcome: 'refused', error })

interface Waiting {
  readonly owner: string
  readonly mostPending: number
  /** Ids and owners of all that is on its way, this one included. */
  readonly arriving: readonly (readonly [id: string, owner: string])[]
}

async function obstacleTo(
  world: Surroundings,
  { owner, mostPending, arriving }: Waiting,
): Promise<UploadError | null> {
  const { fn } = world.database.kysely
  const own = arriving.flatMap(([id, whose]) => (whose === owner ? [id] : []))
  const pending = world.database.kysely.selectFrom('upload').where('attached', '=', 0)
  const { count } = await pending
    .where('owner_hash', '=', owner)
    // One whose row is written and whose answer is not sent yet is both: it counts once.
    .where('id', 'not in', own)
    .select(fn.countAll().as('count'))
    .executeTakeFirstOrThrow()
  if (Number(count) + own.length > mostPending) return 'count'
  const { bytes } = await pending.select(fn.sum('bytes').as('bytes')).executeTakeFirstOrThrow()
  if (Number(bytes ?? 0) > maxPendingBytes) return 'full'
  const free = await freeBytes(world.incoming)
  return free < (world.reservedBytes ?? reservedBytes) + arriving.length * maxFileBytes ? 'full' : null
}

interface Place {
  readonly id: string
  readonly owner: string
}

async function takeOne(world: Receiving, place: Place, { name, content }: Arrival): Promise<Taking> {
  try {
    const received = await receive(brokenWhenCut(content), world.incoming, maxFileBytes)
    try {
      const expiresMs = world.nowMs() + pendingMs
      const kept = await keep(world, { ...place, name, received, attached: 0, expiresMs })
      return typeof kept === 'string' ? refused(kept) : { outcome: 'taken', upload: kept }
    } finally {
      await received.discard()
    }
  } catch (error) {
    const reason = reasonOf(error)
    if (error instanceof FilesError)
      world.log.error({ err: error.cause }, 'the file store does not take files')
    if (reason) return refused(reason)
    throw error
  }
}

class Broken extends Error {}

async function* brokenWhenCut(content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* content
  } catch (error) {
    throw error instanceof TooLarge ? error : new Broken('', { cause: error })
  }
}

function reasonOf(error: unknown): UploadError | null {
  if (error instanceof TooLarge) return 'size'
  if (error instanceof Broken) return 'broken'
  return error instanceof FilesError ? error.code : null
}

export const newUploadId = () => randomBytes(16).toString('hex')

export interface Keeping extends Place {
  readonly name: string
  readonly received: Received
  readonly attached: 0 | 1
  readonly expiresMs: number
}

/** Checks a received file and keeps it: bytes first, row last. @throws FilesError */
export async function keep(world: Receiving, keeping: Keeping): Promise<Upload | UploadError> {
  const { id, owner, name, received, attached, expiresMs } = keeping
  if (received.bytes === 0) return 'empty'
  const finding = await world.check(() => createReadStream(received.path))
  if (finding === 'infected') return 'virus'
  const kind = await recognize(received.path, name)
  if (!kind || (kind === 'zip' && !world.allowZip)) return 'type'
  const harmless = await makeHarmless(kind, received, world.incoming)
  if (!harmless) return 'damaged'
  try {
    await world.files.put(id, harmless)
    const row = {
      id,
      owner_hash: owner,
      name: cleanName(name, kindAt(kind).extensions),
      kind,
      bytes: harmless.bytes,
      sha256: harmless.sha256,
      state: finding === 'clean' ? ('ready' as const) : ('checking' as const),
      attached,
      created_ms: world.nowMs(),
      expires_ms: expiresMs,
    }
    await world.database.kysely.insertInto('upload').values(row).execute()
    return describe(row, kind)
  } finally {
    await harmless.discard()
  }
}

const describe = (row: Omit<Upload, 'type'>, kind: KindName): Upload => ({
  id: row.id,
  name: row.name,
  bytes: row.bytes,
  type: kindAt(kind).type,
  state: row.state,
})
