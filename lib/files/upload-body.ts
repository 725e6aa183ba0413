/** The body of `POST /uploads`: the request's id, then one file, read as a stream and never beyond its limits. */
import { Busboy, type BusboyFileStream } from '@fastify/busboy'

export interface UploadBody<Answer> {
  readonly contentType: string
  readonly body: ReadableStream<Uint8Array>
  /** Called once, when the file begins. It reads `content` to its end, or gives up on it. */
  take(file: UploadFile): Promise<Answer>
}

interface UploadFile {
  readonly requestId: string
  readonly name: string
  readonly content: AsyncIterable<Uint8Array>
}

export interface BodyLimits {
  /** Without a byte. */
  readonly idleMs: number
  readonly totalMs: number
  /** Beyond it nothing is read. It exceeds a file's size, so that a browser hears why its file was refused. */
  readonly maxBytes: number
}

/**
 * Reads multipart with the field `request` before the one file `file`; null when it is anything else. A body that
 * stalls, breaks off or goes on for ever ends the file's stream with an error. `Content-Length` is not believed.
 * @throws what `take` throws.
 */
export async function readUploadBody<Answer>(
  { contentType, body, take }: UploadBody<Answer>,
  limits: BodyLimits,
): Promise<Answer | null> {
  const parser = openParser(contentType)
  if (!parser) return null
  const found: { requestId: string; file?: BusboyFileStream; answer?: Promise<Answer> } = { requestId: '' }
  const { promise: settled, resolve: settle } = Promise.withResolvers<void>()
  parser.on('error', () => settle())
  parser.on('finish', () => settle())
  parser.on('field', (field, value) => {
    if (field === 'request') found.requestId = value
  })
  parser.on('file', (field, content, name) => {
    // An error nobody listens to would end the process; whoever reads the stream hears it all the same.
    content.on('error', () => {})
    const { requestId } = found
    if (field !== 'file' || found.file || !/^[A-Za-z0-9_-]{43}$/.test(requestId)) return void content.resume()
    found.file = content
    // Browsers write a quote in a name as %22.
    found.answer = take({ requestId, name: name.replaceAll('%22', '"'), content })
    found.answer.then(
      () => settle(),
      () => settle(),
    )
  })
  if (!(await feed(parser, body, limits, settled))) found.file?.destroy(new Error('the body broke off'))
  return (await found.answer) ?? null
}

type Parser = InstanceType<typeof Busboy>

function openParser(contentType: string): Parser | null {
  if (!/^multipart\/form-data\s*;/i.test(contentType)) return null
  try {
    return new Busboy({
      headers: { 'content-type': contentType },
      limits: { fields: 4, fieldSize: 256, fieldNameSize: 100, files: 1, parts: 5, headerPairs: 20 },
    })
  } catch {
    return null
  }
}

/** Whether the body came to its end. After `settled` the rest is read and thrown away. */
async function feed(
  parser: Parser,
  body: ReadableStream<Uint8Array>,
  limits: BodyLimits,
  settled: Promise<void>,
): Promise<boolean> {
  const state = { settled: false }
  void settled.then(() => {
    state.settled = true
  })
  try {
    for await (const chunk of withinLimits(body, limits))
      if (!state.settled)
        await Promise.race([settled, new Promise<void>((taken) => parser.write(chunk, () => taken()))])
  } catch {
    return false
  }
  if (!state.settled) parser.end()
  await settled
  return true
}

/** @throws when the body breaks off or a limit is passed; the body is then given up. */
export async function* withinLimits(
  body: ReadableStream<Uint8Array>,
  { idleMs, totalMs, maxBytes }: BodyLimits,
): AsyncGenerator<Uint8Array> {
  const reader = body.getReader()
  const endMs = performance.now() + totalMs
  let bytes = 0
  try {
    for (;;) {
      const { done, value } = await within(Math.min(idleMs, endMs - performance.now()), reader.read())
      if (done) return
      bytes += value.byteLength
      // A timer would not be heard between chunks that are all there already.
      if (bytes > maxBytes || performance.now() > endMs) throw new Error('the body is too long')
      yield value
    }
  } finally {
    // Not awaited: a body that stalls may take as long to give up.
    reader.cancel().catch(() => {})
  }
}

function within<Value>(timeoutMs: number, work: Promise<Value>): Promise<Value> {
  const { promise, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new Error('the body is too slow')), Math.max(timeoutMs, 0))
  return Promise.race([work, promise]).finally(() => clearTimeout(timer))
}
