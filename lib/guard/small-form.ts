/** The body of a form of a few short fields: never a file, never more than 16 KiB. */
import { text } from 'node:stream/consumers'
import { withinLimits } from '#lib/files/upload-body.ts'

const limits = { idleMs: 10_000, totalMs: 30_000, maxBytes: 16 * 1024 }

/** The fields of an urlencoded body; null for every other kind, for one that is too large, and for one that breaks off. */
export async function readSmallForm(request: Request): Promise<URLSearchParams | null> {
  const contentType = request.headers.get('content-type') ?? ''
  if (!request.body || !/^application\/x-www-form-urlencoded\b/i.test(contentType)) return null
  try {
    return new URLSearchParams(await text(withinLimits(request.body, limits)))
  } catch {
    return null
  }
}
