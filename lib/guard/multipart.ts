/** The body of a native form post, read as a stream and never beyond its limits. */
import { Readable } from 'node:stream'
import { Busboy } from '@fastify/busboy'

/** Fields by name; the first value wins when a name comes twice. */
export type Fields = ReadonlyMap<string, string>

export type Reading =
  | { readonly outcome: 'read'; readonly fields: Fields }
  | { readonly outcome: 'too-large' }
  | { readonly outcome: 'malformed' }

/** Text only, for now: far more than the longest form, far less than memory. */
const maxBytes = 256 * 1024
const maxFields = 100

/**
 * Reads a multipart or urlencoded body of at most 256 KiB and 100 fields; files in it are skipped.
 * Bytes are counted as they come: Content-Length is not believed.
 */
export async function readForm(request: Request): Promise<Reading> {
  const contentType = request.headers.get('content-type') ?? ''
  if (!request.body || !/^(multipart\/form-data|application\/x-www-form-urlencoded)/i.test(contentType))
    return { outcome: 'malformed' }
  const body = await readBounded(request.body)
  if (!body) return { outcome: 'too-large' }
  return parse(contentType, body)
}

async function readBounded(stream: ReadableStream<Uint8Array>): Promise<Buffer | null> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of stream) {
    bytes += chunk.byteLength
    if (bytes > maxBytes) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function parse(contentType: string, body: Buffer): Promise<Reading> {
  const fields = new Map<string, string>()
  return new Promise((resolve) => {
    try {
      const parser = new Busboy({
        headers: { 'content-type': contentType },
        limits: {
          fields: maxFields,
          fieldSize: maxBytes,
          fieldNameSize: 100,
          parts: maxFields,
          headerPairs: 20,
        },
      })
      parser.on('field', (name, value) => {
        if (!fields.has(name)) fields.set(name, value)
      })
      parser.on('file', (_name, stream) => stream.resume())
      for (const limit of ['fieldsLimit', 'partsLimit'] as const)
        parser.on(limit, () => resolve({ outcome: 'too-large' }))
      parser.on('error', () => resolve({ outcome: 'malformed' }))
      parser.on('finish', () => resolve({ outcome: 'read', fields }))
      Readable.from([body]).pipe(parser)
    } catch {
      resolve({ outcome: 'malformed' })
    }
  })
}
