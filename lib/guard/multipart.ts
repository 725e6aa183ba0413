/** The body of a native form post, read as a stream and never beyond its limits; files pass through without being held. */
import { Busboy, type BusboyFileStream } from '@fastify/busboy'
import { maxFileBytes, maxFiles } from '#lib/files/room.ts'
import { type BodyLimits, withinLimits } from '#lib/files/upload-body.ts'

/** Values by name, in their order. */
export type Fields = ReadonlyMap<string, readonly string[]>

/** A file of the form as it arrives. Its reader may stop early: the rest is then thrown away. */
export interface PostedFile {
  readonly name: string
  readonly content: AsyncIterable<Uint8Array>
}

/** Is handed each file of the field `attachments`, with the fields before it; never rejects. */
export type TakeFile<Answer> = (file: PostedFile, before: Fields) => Promise<Answer>

export type Reading<Answer> =
  | { readonly outcome: 'read'; readonly fields: Fields; readonly files: readonly Answer[] }
  | { readonly outcome: 'too-large' }
  | { readonly outcome: 'malformed' }

/** Text alone: far more than the longest form, far less than memory. */
const maxTextBytes = 256 * 1024
const maxParts = 300
/** Room for a full form and some files too many or too large: a browser hears nothing until it has sent all of them. */
const limits: BodyLimits = {
  idleMs: 30_000,
  totalMs: 3_600_000,
  maxBytes: (maxFiles + 6) * maxFileBytes,
}

/**
 * Reads a multipart or urlencoded body of at most 256 KiB of text in 300 parts, and hands its files on as they come.
 * Bytes are counted, Content-Length is not believed; a packed body is not read at all.
 */
export async function readForm<Answer>(request: Request, take: TakeFile<Answer>): Promise<Reading<Answer>> {
  const contentType = request.headers.get('content-type') ?? ''
  const { body } = request
  // No browser packs a form; what is packed would be read as it is, and all of it as nonsense.
  const isPacked = (request.headers.get('content-encoding') ?? 'identity') !== 'identity'
  const parser = body && !isPacked && openParser(contentType)
  if (!parser) return { outcome: 'malformed' }
  const content = collect(parser, take)
  const problem = await feed(parser, withinLimits(body, limits), content)
  const files = await Promise.all(content.answers)
  return problem ? { outcome: problem } : { outcome: 'read', fields: content.fields, files }
}

type Parser = InstanceType<typeof Busboy>
type Problem = 'too-large' | 'malformed'

function openParser(contentType: string): Parser | null {
  if (!/^(multipart\/form-data|application\/x-www-form-urlencoded)/i.test(contentType)) return null
  try {
    return new Busboy({
      headers: { 'content-type': contentType },
      limits: {
        fields: maxParts,
        fieldSize: maxTextBytes,
        fieldNameSize: maxTextBytes / maxParts,
        parts: maxParts,
        headerPairs: 20,
      },
    })
  } catch {
    return null
  }
}

interface Content<Answer> {
  readonly fields: Map<string, string[]>
  readonly answers: Promise<Answer>[]
  /** The file that is arriving. */
  current: BusboyFileStream | null
  readonly ended: Promise<Problem | null>
  problem: Problem | null
}

function collect<Answer>(parser: Parser, take: TakeFile<Answer>): Content<Answer> {
  const { promise: ended, resolve } = Promise.withResolvers<Problem | null>()
  const content: Content<Answer> = { fields: new Map(), answers: [], current: null, ended, problem: null }
  const text = { bytes: 0, fields: 0 }
  const fail = (problem: Problem) => {
    content.problem ??= problem
    resolve(content.problem)
  }
  parser.on('field', (name, value) => {
    text.bytes += Buffer.byteLength(name) + Buffer.byteLength(value)
    text.fields += 1
    // At exactly the limit something may have been cut off.
    if (text.bytes >= maxTextBytes || text.fields >= maxParts) fail('too-large')
    content.fields.set(name, [...(content.fields.get(name) ?? []), value])
  })
  parser.on('file', (field, stream, name) => {
    // An error nobody listens to would end the process; whoever reads the stream hears it all the same.
    stream.on('error', () => {})
    // A browser sends a part without a name where no file was chosen.
    if (field !== 'attachments' || !name) return void stream.resume()
    content.current = stream
    // Browsers write a quote in a name as %22.
    const file = { name: name.replaceAll('%22', '"'), content: readerOf(stream) }
    content.answers.push(take(file, content.fields).finally(() => stream.resume()))
  })
  for (const limit of ['fieldsLimit', 'partsLimit'] as const) parser.on(limit, () => fail('too-large'))
  parser.on('error', () => fail('malformed'))
  parser.on('finish', () => resolve(content.problem))
  return content
}

/** Whoever stops reading leaves the stream open: closed, it would hold up all that comes after the file. */
const readerOf = (stream: BusboyFileStream): AsyncIterable<Uint8Array> =>
  stream.iterator({ destroyOnReturn: false })

async function feed<Answer>(
  parser: Parser,
  body: AsyncIterable<Uint8Array>,
  content: Content<Answer>,
): Promise<Problem | null> {
  try {
    for await (const chunk of body) {
      const taken = new Promise<void>((resolve) => parser.write(chunk, () => resolve()))
      await Promise.race([content.ended, taken])
      if (content.problem) break
    }
  } catch {
    content.problem ??= 'too-large'
  }
  if (content.problem) {
    content.current?.destroy(new Error('the body broke off'))
    return content.problem
  }
  parser.end()
  return content.ended
}
