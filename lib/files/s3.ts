/** Files in an S3-compatible store: one request per file, of known length, so that nothing half-way can be seen. */
import { open } from 'node:fs/promises'
import { Readable } from 'node:stream'
import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import type { S3Settings } from '#lib/env/env.ts'
import { assertKey, type Files, FilesError } from './files.ts'

/** Keeps files in the bucket, each under its key. Attempts are repeated by the client, three in all. */
export function createS3Files(settings: S3Settings): Files {
  const client = connect(settings)
  const at = (key: string) => ({ Bucket: settings.bucket, Key: placeOf(key) })
  return {
    async put(key, received) {
      const place = at(key)
      await told(async () => {
        const file = await open(received.path)
        const content = file.createReadStream()
        const body = { Body: content, ContentLength: received.bytes, ContentType: 'application/octet-stream' }
        try {
          await client.send(new PutObjectCommand({ ...place, ...body }))
        } finally {
          content.destroy()
        }
      })
      await received.discard()
    },
    async get(key, range) {
      const part = range && { Range: `bytes=${range.first}-${range.last}` }
      const command = new GetObjectCommand({ ...at(key), ...part })
      const answer = await told(() => client.send(command)).catch(nullWhenAbsent)
      if (!answer) return null
      if (!(answer.Body instanceof Readable)) throw new FilesError('unavailable', 'an answer without a body')
      return answer.Body
    },
    async delete(key) {
      const command = new DeleteObjectCommand(at(key))
      await told(() => client.send(command))
    },
    async *keysBefore(beforeMs) {
      for (let from: string | undefined, more = true; more; ) {
        const next = from === undefined ? {} : { ContinuationToken: from }
        const page = { Bucket: settings.bucket, Prefix: folder, ...next }
        const answer = await told(() => client.send(new ListObjectsV2Command(page)))
        for (const { Key = '', LastModified } of answer.Contents ?? [])
          if (LastModified && LastModified.getTime() < beforeMs) yield Key.slice(folder.length)
        from = answer.NextContinuationToken
        more = from !== undefined
      }
    },
  }
}

/** The bucket may hold other things as well. */
const folder = 'uploads/'

function placeOf(key: string): string {
  assertKey(key)
  return folder + key
}

/** Checksums only where S3 demands them: some compatible stores keep the trailer of a streamed one as content. */
function connect({ endpoint, region, accessKeyId, secretAccessKey }: S3Settings): S3Client {
  return new S3Client({
    endpoint,
    region,
    credentials: { accessKeyId, secretAccessKey },
    forcePathStyle: true,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    logger: silence,
    requestHandler: { connectionTimeout: 5_000, requestTimeout: 60_000, socketTimeout: 30_000 },
  })
}

/** Without one the client writes to the console; what went wrong is told by the error. */
const silence = { debug() {}, info() {}, warn() {}, error() {} }

async function told<Value>(work: () => Promise<Value>): Promise<Value> {
  try {
    return await work()
  } catch (error) {
    const isFull = error instanceof Error && /quota|full|507/i.test(error.name)
    throw new FilesError(isFull ? 'full' : 'unavailable', error)
  }
}

function nullWhenAbsent(error: unknown): null {
  const cause = error instanceof Error ? error.cause : undefined
  if (cause instanceof Error && cause.name === 'NoSuchKey') return null
  throw error
}
