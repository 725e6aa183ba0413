/** The end of files: unsent after a day, kept after their retention, unfinished, orphaned by a crash, or infected. */
import { hashOf } from '#lib/db/hash.ts'
import { sweepReceived } from './received.ts'
import { pendingMs } from './room.ts'
import type { Surroundings } from './surroundings.ts'

const sweepEveryMs = 3_600_000
const recheckEveryMs = 60_000
const batch = 100

export function createSweeper(world: Surroundings) {
  const timers: NodeJS.Timeout[] = []
  const sweep = async () => {
    await sweepExpired(world)
    await sweepReceived(world.incoming, world.nowMs() - pendingMs)
    await sweepOrphans(world)
  }
  const forget = async (requestHashes: readonly string[], ids: readonly string[] = []) => {
    const all = world.database.kysely.selectFrom('upload').select('id')
    for (const hash of requestHashes) await remove(world, await all.where('owner_hash', '=', hash).execute())
    for (const id of ids) await remove(world, await all.where('id', '=', id).execute())
  }
  const release = (id: string, requestId: string) => releaseUpload(world, id, requestId)
  const recheck = () => recheckUploads(world)
  const every = (ms: number, work: () => Promise<void>) => {
    const run = oneAtATime(() =>
      work().catch((error: unknown) => world.log.error({ err: error }, 'files could not be looked after')),
    )
    timers.push(setInterval(run, ms).unref())
    run()
  }
  return {
    sweep,
    forget,
    release,
    recheck,
    start() {
      every(sweepEveryMs, sweep)
      if (world.scan) every(recheckEveryMs, recheck)
    },
    stop() {
      for (const timer of timers.splice(0)) clearInterval(timer)
    },
  }
}

function oneAtATime(work: () => Promise<void>): () => void {
  let busy = false
  return () => {
    if (busy) return
    busy = true
    void work().finally(() => {
      busy = false
    })
  }
}

async function sweepExpired(world: Surroundings): Promise<void> {
  const beforeMs = world.nowMs()
  for (;;) {
    const rows = await world.database.kysely
      .selectFrom('upload')
      .select('id')
      .where('expires_ms', '<=', beforeMs)
      .limit(batch)
      .execute()
    await remove(world, rows)
    if (rows.length < batch) return
  }
}

/** Bytes first: a crash in between leaves a row that the next sweep finds, never bytes that nobody knows of. */
async function remove({ database, files }: Surroundings, rows: readonly { id: string }[]): Promise<void> {
  for (const { id } of rows) {
    await files.delete(id)
    await database.kysely.deleteFrom('upload').where('id', '=', id).execute()
  }
}

/** Its time is ended first: from then on nothing can attach it. */
async function releaseUpload(world: Surroundings, id: string, requestId: string): Promise<void> {
  const rows = await world.database.kysely
    .updateTable('upload')
    .set({ expires_ms: 0 })
    .where('id', '=', id)
    .where('owner_hash', '=', hashOf(requestId))
    .where('attached', '=', 0)
    .returning('id')
    .execute()
  await remove(world, rows)
}

/** Bytes whose row was never written. Their age keeps those that arrive just now. */
async function sweepOrphans({ database, files, nowMs }: Surroundings): Promise<void> {
  for await (const key of files.keysBefore(nowMs() - pendingMs)) {
    const row = await database.kysely
      .selectFrom('upload')
      .select('id')
      .where('id', '=', key)
      .executeTakeFirst()
    if (!row && /^[0-9a-f]{32}$/.test(key)) await files.delete(key)
  }
}

async function recheckUploads({ database, files, scan }: Surroundings): Promise<void> {
  if (!scan) return
  const waiting = database.kysely.selectFrom('upload').select('id').where('state', '=', 'checking')
  // By id and to the end: those that clamd will not look at hold up nobody behind them.
  for (let last = ''; ; ) {
    const rows = await waiting.where('id', '>', last).orderBy('id').limit(batch).execute()
    for (const { id } of rows) {
      const content = await files.get(id)
      const finding = content && (await scan(content))
      if (finding === 'away') return
      if (finding === 'unknown') continue
      const state = finding === 'clean' ? ('ready' as const) : ('removed' as const)
      await database.kysely.updateTable('upload').set({ state }).where('id', '=', id).execute()
      if (state === 'removed') await files.delete(id)
    }
    if (rows.length < batch) return
    last = rows.at(-1)?.id ?? ''
  }
}
