/** Whether there is room for one more upload: in its form, for its sender, among all that are on their way, and on the disk. */
import { freeBytes } from './received.ts'
import type { Surroundings } from './surroundings.ts'

/** security.md 2.7. */
export const maxFiles = 10
export const maxFileBytes = 25 * 1024 * 1024

/** What nobody has sent yet may fill this much of the store, whoever they are: a flood ends here, not at a full disk. */
const maxPendingBytes = 4 * 1024 ** 3
/** Of it one sender: two full forms, and some more that arrive at the moment when it is reached. */
export const maxPendingBytesOfSender = 512 * 1024 ** 2
/** Files on their way at one time; each holds a few chunks in memory and 25 MB of disk at most. */
const maxArriving = 100
/** Of them one sender's: an office behind one address is one sender, and ten forms send three at a time. */
export const maxArrivingOfSender = 30
/** The database is on the same disk: files never take the room that messages need. */
const reservedBytes = 256 * 1024 * 1024
/** A file that no message came for goes after this. */
export const pendingMs = 24 * 3_600_000

/** What an upload counts as. */
export interface Place {
  readonly id: string
  /** Hash of the request id of its form. */
  readonly owner: string
  /** Hash of who sends it; null when it is no customer. */
  readonly sender: string | null
}

/** The room for uploads of this process; what waits to be sent counts for all processes on one database. */
export function createRoom(world: Surroundings) {
  const arriving = new Map<string, Place>()
  return {
    /** False when too many are on their way; else this one is, until it leaves. */
    enter(place: Place): boolean {
      const ofSender = [...arriving.values()].filter(({ sender }) => sender === place.sender)
      if (arriving.size >= maxArriving || ofSender.length >= maxArrivingOfSender) return false
      arriving.set(place.id, place)
      return true
    },
    leave: ({ id }: Place) => void arriving.delete(id),
    /**
     * What keeps an upload that has entered from being taken, if anything.
     * @param mostPending how many files its form may have here that are not sent yet.
     * @throws when the database does not answer; FilesError when the disk does not.
     */
    async obstacleTo(place: Place, mostPending: number): Promise<'count' | 'full' | null> {
      const own = [...arriving.values()].filter(({ owner }) => owner === place.owner)
      if ((await countPending(world, place, own)) + own.length > mostPending) return 'count'
      const { all, ofSender } = await pendingBytes(world, place)
      if (all > maxPendingBytes || ofSender >= maxPendingBytesOfSender) return 'full'
      const free = await freeBytes(world.incoming)
      const needed = (world.reservedBytes ?? reservedBytes) + arriving.size * maxFileBytes
      return free < needed ? 'full' : null
    },
  }
}

const pendingIn = ({ database }: Surroundings) =>
  database.kysely.selectFrom('upload').where('attached', '=', 0)

async function countPending(
  world: Surroundings,
  { owner }: Place,
  arriving: readonly Place[],
): Promise<number> {
  const { count } = await pendingIn(world)
    .where('owner_hash', '=', owner)
    // One whose row is written and whose answer is not sent yet is both: it counts once.
    .where(
      'id',
      'not in',
      arriving.map(({ id }) => id),
    )
    .select(({ fn }) => fn.countAll().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}

async function pendingBytes(world: Surroundings, { sender }: Place) {
  const sum = pendingIn(world).select(({ fn }) => fn.sum('bytes').as('bytes'))
  const all = await sum.executeTakeFirstOrThrow()
  const ofSender = await sum.where('sender_hash', '=', sender).executeTakeFirstOrThrow()
  return { all: Number(all.bytes ?? 0), ofSender: Number(ofSender.bytes ?? 0) }
}
