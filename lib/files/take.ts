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
import { receive, TooLarge } from './received.ts'
import { createRoom, maxFileBytes, maxFiles, type Place, pendingMs } from './room.ts'
import type { Surroundings } from './surroundings.ts'

export interface Arrival {
  /** Of the form that it is sent in. */
  readonly requestId: string
  /** Hash of who sends it, whatever the form: what limits are counted by. */
  readonly sender: string
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

/** What takes files works with; the check is made for each file as it arrives. */
export interface Receiving extends Surroundings {
  readonly check: ReturnType<typeof createArrivalCheck>
}

/** A function that takes files, one per call, many at a time. */
export function createTaker(world: Receiving): (arrival: Arrival) => Promise<Taking> {
  const room = createRoom(world)
  return async (arrival) => {
    const place = { id: newUploadId(), owner: hashOf(arrival.requestId), sender: arrival.sender }
    if (!room.enter(place)) return refused('busy')
    try {
      const obstacle = await room.obstacleTo(place, arrival.mostPending ?? maxFiles)
      return obstacle ? refused(obstacle) : await takeOne(world, place, arrival)
    } finally {
      room.leave(place)
    }
  }
}

const refused = (error: UploadError): Taking => ({ outcome: 'refused', error })

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
  const { id, owner, sender, name, received, attached, expiresMs } = keeping
  if (received.bytes === 0) return 'empty'
  const finding = await world.check(() => createReadStream(received.path))
  if (finding === 'infected') return 'virus'
  const kind = await recognize(received.path, name)
  if (!kind || (kind === 'zip' && !world.allowZip)) return 'type'
  const harmless = await makeHarmless(kind, received, { folder: world.incoming, sender: sender ?? owner })
  if (!harmless) return 'damaged'
  try {
    await world.files.put(id, harmless)
    const row = {
      id,
      owner_hash: owner,
      sender_hash: sender,
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
