/** Uploads for one test: their own database, folder and clock, and the files that people and attackers send. */
import { createHash, randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import sharp from 'sharp'
import { openDatabase } from '#lib/db/open.ts'
import { createDiskFiles } from './disk.ts'
import { inPieces } from './files.contract.ts'
import { createLinks } from './link.ts'
import type { Surroundings } from './surroundings.ts'
import { createUploads } from './uploads.ts'

export const origin = 'https://help.example.org'
export const secret = 's'.repeat(32)
export const dayMs = 86_400_000

export const newRequestId = () => randomBytes(32).toString('base64url')

/** On SQLite and disk in a temporary folder, at the time of this machine. */
export async function openUploads(given: Partial<Surroundings> = {}) {
  const dataDir = mkdtempSync(join(tmpdir(), 'deskbell-uploads-'))
  const folder = join(dataDir, 'uploads')
  mkdirSync(folder)
  const clock = { nowMs: Date.now() }
  const world: Surroundings = {
    database: await openDatabase({ databaseUrl: null, dataDir }),
    files: createDiskFiles(folder),
    links: createLinks(origin, [secret]),
    incoming: join(folder, 'incoming'),
    scan: null,
    allowZip: false,
    retentionMs: 90 * dayMs,
    log: pino({ level: 'silent' }),
    nowMs: () => clock.nowMs,
    ...given,
  }
  const uploads = createUploads(world)
  const requestId = newRequestId()
  return {
    ...uploads,
    world,
    clock,
    requestId,
    /** Sends one file in the form of this test. */
    send: (name: string, content: Buffer | string, as = requestId, sender = 'mia') =>
      uploads.take({ requestId: as, sender, name, content: inPieces(Buffer.from(content)) }),
    /** Everything below the folder of uploads, by name. */
    lying: () =>
      readdirSync(folder, { recursive: true, encoding: 'utf8', withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ name }) => name),
    rows: () => world.database.kysely.selectFrom('upload').selectAll().execute(),
  }
}

export const sha256 = (content: Buffer) => createHash('sha256').update(content).digest('hex')

/** A photo of 40 × 30 pixels that says where it was taken. */
export const photo = () =>
  sharp({ create: { width: 40, height: 30, channels: 3, background: '#c02040' } })
    .withExif({ IFD0: { Artist: 'Mia Berg' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '59/1 54/1 0/1' } })
    .jpeg()
    .toBuffer()

export const picture = (format: 'png' | 'webp' | 'gif') =>
  sharp({ create: { width: 40, height: 30, channels: 3, background: '#20c040' } })
    .toFormat(format)
    .toBuffer()

/** A zip of stored files, written structure by structure. */
export function zip(files: Readonly<Record<string, string>>): Buffer {
  const locals: Buffer[] = []
  const list: Buffer[] = []
  let at = 0
  for (const [name, content] of Object.entries(files)) {
    const header = Buffer.alloc(30)
    header.write('PK\x03\x04', 'latin1')
    header.writeUInt32LE(content.length, 18)
    header.writeUInt32LE(content.length, 22)
    header.writeUInt16LE(name.length, 26)
    const entry = Buffer.alloc(46)
    entry.write('PK\x01\x02', 'latin1')
    entry.writeUInt16LE(name.length, 28)
    entry.writeUInt32LE(at, 42)
    locals.push(header, Buffer.from(name + content))
    list.push(entry, Buffer.from(name))
    at += 30 + name.length + content.length
  }
  const directory = Buffer.concat(list)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt32LE(directory.byteLength, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...locals, directory, end])
}

/** A box of an ISO media file. */
export function box(type: string, ...parts: readonly (Buffer | string)[]): Buffer {
  const content = Buffer.concat(
    parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part)),
  )
  const head = Buffer.alloc(8)
  head.writeUInt32BE(content.byteLength + 8)
  head.write(type, 4, 'latin1')
  return Buffer.concat([head, content])
}
