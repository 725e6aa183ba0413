/** `GET /uploads/<id>/<name>?…signature…`: a file for whoever holds a link of ours; for everyone else nothing is here. */
import { environment } from '#lib/env/env.ts'
import type { ByteRange } from '#lib/files/files.ts'
import { encodedName } from '#lib/files/name.ts'
import type { Found } from '#lib/files/open.ts'
import { uploads } from '#lib/files/uploads.ts'
import { log } from '#lib/log/log.ts'
import { wordsOf } from '../../../language.ts'
import { readRange } from './range.ts'

export const dynamic = 'force-dynamic'

/**
 * 404 for every link that is not wholly right. Who holds a right one is told what became of the file: 503 while the virus
 * check has not answered, or the store does not; 410 when it was infected.
 */
export const GET = (request: Request) => answer(request, true)

/** As GET, without opening the file: Next.js would throw the body away, and with it an open file. */
export const HEAD = (request: Request) => answer(request, false)

async function answer(request: Request, withContent: boolean): Promise<Response> {
  try {
    const { find, open } = await uploads()
    const found = await find(new URL(request.url))
    if (!found) return plain(404, 'Not found')
    if (found.state === 'checking')
      return plain(503, (await wordsOf(request))('fields.attachments.held'), { 'Retry-After': '60' })
    if (found.state === 'removed') return plain(410, (await wordsOf(request))('fields.attachments.infected'))
    const range = readRange(request.headers, found)
    if (range === 'outside') return plain(416, '', { 'Content-Range': `bytes */${found.bytes}` })
    if (!withContent) return file(found, range, null)
    const content = await open(found, range ?? undefined)
    return content ? file(found, range, content) : plain(404, 'Not found')
  } catch (error) {
    log().error({ err: error }, 'a file could not be served')
    return plain(503, 'Not available at the moment', { 'Retry-After': '60' })
  }
}

function file(found: Found, range: ByteRange | null, content: AsyncIterable<Uint8Array> | null): Response {
  const bytes = range ? range.last - range.first + 1 : found.bytes
  return new Response(content && streamOf(content), {
    status: range ? 206 : 200,
    headers: {
      ...closed(),
      // Packed on the way, a range would be a range of something else.
      'Cache-Control': 'private, no-store, no-transform',
      'Content-Type': found.type,
      'Content-Length': String(bytes),
      'Content-Disposition': `attachment; filename*=UTF-8''${encodedName(found.name)}`,
      'Accept-Ranges': 'bytes',
      ETag: `"${found.sha256}"`,
      ...(range && { 'Content-Range': `bytes ${range.first}-${range.last}/${found.bytes}` }),
    },
  })
}

/** A reader who leaves ends the reading of the file as well. */
function streamOf(content: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  const chunks = content[Symbol.asyncIterator]()
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await chunks.next()
      if (done) controller.close()
      else controller.enqueue(value)
    },
    async cancel() {
      await chunks.return?.()
    },
  })
}

const plain = (status: number, text: string, more: Readonly<Record<string, string>> = {}) =>
  new Response(text, {
    status,
    headers: { ...closed(), 'Content-Type': 'text/plain; charset=utf-8', ...more },
  })

/** security.md 2.14. Previews on our own pages may be read from another origin only if files have one. */
function closed(): Record<string, string> {
  const { appUrl, files } = environment()
  return {
    'Cache-Control': 'private, no-store',
    'Content-Security-Policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
    'Cross-Origin-Resource-Policy': files.origin === appUrl ? 'same-origin' : 'cross-origin',
    'Referrer-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'X-Robots-Tag': 'noindex, nofollow',
  }
}
