/** Uploads: a customer's files from their arrival over the message they go with to the end of their retention. */
import { join } from 'node:path'
import type { Kysely } from 'kysely'
import { database } from '#lib/db/open.ts'
import type { Schema, UploadState } from '#lib/db/schema.ts'
import { environment } from '#lib/env/env.ts'
import { log } from '#lib/log/log.ts'
import { type Attaching, attachUploads, type KeptFile, listUploads } from './attach.ts'
import { createArrivalCheck, createClamd } from './clamd.ts'
import { type KeptCopy, keepCopy } from './copy.ts'
import { createDiskFiles } from './disk.ts'
import type { ByteRange } from './files.ts'
import { createLinks } from './link.ts'
import { type Found, findUpload, openUpload, statesOf } from './open.ts'
import type { Surroundings } from './surroundings.ts'
import { createSweeper } from './sweep.ts'
import { type Arrival, createTaker, type Taking } from './take.ts'

export interface Uploads {
  /**
   * Takes one file of a form: streamed, counted, recognised, made harmless, and only then on record. Refusals are
   * answered; `content` breaking off is one of them. @throws when the database or an image process does not work.
   */
  take(arrival: Arrival): Promise<Taking>
  /**
   * Makes files part of the message that is sent with `requestId`: those that were uploaded for it, in the order of
   * `ids`. The same ids again give the same answer; any other request's ids, and files that are gone, are `missing`.
   * @param transaction of the message's acceptance, if it has one already.
   */
  attach(ids: readonly string[], requestId: string, transaction?: Kysely<Schema>): Promise<Attaching>
  /** Those of `ids` that a form with `requestId` still holds, for a page that shows it again. */
  list(ids: readonly string[], requestId: string): Promise<readonly KeptFile[]>
  /** The file behind a link of ours, or null: wrong, expired, of another file, or deleted. */
  find(url: URL): Promise<Found | null>
  /** How it stands with each of `ids` that is still kept; what is missing in the answer is gone. */
  states(ids: readonly string[]): Promise<ReadonlyMap<string, UploadState>>
  /** The bytes of a found file. @throws FilesError */
  open(found: Found, range?: ByteRange): Promise<AsyncIterable<Uint8Array> | null>
  /** A short-lived address for a page that shows the file: stable within the hour, so that polling sees no change. */
  pageLink(file: { readonly id: string; readonly name: string }): string
  /** Keeps a file that the built-in helpdesk fetched for a message; null when it is not one that we take. */
  keepCopy(copy: { name: string; content: AsyncIterable<Uint8Array> }): Promise<KeptCopy | null>
  /** Removes every file of these requests and replies (`outbox.request_hash`), and those with these ids, at once. @throws FilesError */
  forget(requestHashes: readonly string[], ids?: readonly string[]): Promise<void>
  /** Removes a file that was taken for `requestId` and is not sent yet, so that another may take its place. @throws FilesError */
  release(id: string, requestId: string): Promise<void>
  /** Removes what nobody sent, what never finished, and what has been kept long enough. @throws FilesError */
  sweep(): Promise<void>
  /** Asks again about files that clamd could not check. */
  recheck(): Promise<void>
  /** Sweeps and rechecks from now on, until `stop`. */
  start(): void
  stop(): void
}

declare global {
  var deskbellUploads: Promise<Uploads> | undefined
}

/** The process's uploads; kept on globalThis, because Next.js gives each bundle its own module state. */
export function uploads(): Promise<Uploads> {
  globalThis.deskbellUploads ??= connect().catch((error: unknown) => {
    globalThis.deskbellUploads = undefined
    throw error
  })
  return globalThis.deskbellUploads
}

async function connect(): Promise<Uploads> {
  const { files: settings, dataDir, appSecrets } = environment()
  const folder = join(dataDir, 'uploads')
  return createUploads({
    database: await database(),
    files: settings.s3
      ? // Loaded only where it is used: the client is larger than all the rest.
        (await import('./s3.ts')).createS3Files(settings.s3)
      : createDiskFiles(folder),
    links: createLinks(settings.origin, appSecrets),
    incoming: join(folder, 'incoming'),
    scan: settings.clamd && createClamd(settings.clamd),
    allowZip: settings.allowZip,
    retentionMs: settings.retentionDays * 86_400_000,
    log: log(),
    nowMs: Date.now,
  })
}

const hourMs = 3_600_000

/** Uploads in the given surroundings. */
export function createUploads(world: Surroundings): Uploads {
  const sweeper = createSweeper(world)
  const receiving = { ...world, check: createArrivalCheck(world.scan, world.nowMs) }
  return {
    take: createTaker(receiving),
    attach: (ids, requestId, transaction) => attachUploads(world, ids, requestId, transaction),
    list: (ids, requestId) => listUploads(world, ids, requestId),
    find: (url) => findUpload(world, url),
    states: (ids) => statesOf(world, ids),
    open: (found, range) => openUpload(world, found, range),
    pageLink: (file) => world.links.make('page', file, Math.ceil(world.nowMs() / hourMs + 1) * hourMs),
    keepCopy: (copy) => keepCopy(receiving, copy),
    ...sweeper,
  }
}
