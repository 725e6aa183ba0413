/** `POST /uploads`: one file of a form, streamed to the store; answered with JSON for the script that sends it. */
import { environment } from '#lib/env/env.ts'
import { maxFileBytes } from '#lib/files/room.ts'
import type { UploadError } from '#lib/files/take.ts'
import { readUploadBody } from '#lib/files/upload-body.ts'
import { uploads } from '#lib/files/uploads.ts'
import { isSameOrigin } from '#lib/guard/origin.ts'
import { senderOf } from '#lib/guard/sender.ts'
import { log } from '#lib/log/log.ts'

export const dynamic = 'force-dynamic'

/** 25 MB in ten minutes is a very slow line; half a minute of silence is a dead one. */
const limits = { idleMs: 30_000, totalMs: 600_000, maxBytes: 2 * maxFileBytes }

/**
 * Multipart: the field `request` (the form's request id), then the file in `file`. Answers 201 with
 * `{ id, name, bytes, type, state }`, or `{ error }` with a status of its own.
 */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request.headers, environment().appUrl)) return answer(403, { error: 'foreign' })
  const contentType = request.headers.get('content-type') ?? ''
  const { body } = request
  if (!body) return answer(400, { error: 'malformed' })
  try {
    const { take } = await uploads()
    const sender = senderOf(request.headers)
    const taking = await readUploadBody(
      { contentType, body, take: (file) => take({ ...file, sender }) },
      limits,
    )
    if (!taking) return answer(400, { error: 'malformed' })
    if (taking.outcome === 'refused') return answer(statuses[taking.error], { error: taking.error })
    return answer(201, taking.upload)
  } catch (error) {
    log().error({ err: error }, 'a file could not be taken')
    return answer(503, { error: 'unavailable' })
  }
}

const statuses: Readonly<Record<UploadError, number>> = {
  broken: 400,
  count: 409,
  size: 413,
  type: 415,
  damaged: 422,
  empty: 422,
  virus: 422,
  busy: 503,
  unavailable: 503,
  full: 507,
}

/** security.md 2.14. */
const answer = (status: number, content: object) =>
  Response.json(content, {
    status,
    headers: {
      'Cache-Control': 'private, no-store',
      'Referrer-Policy': 'same-origin',
      'X-Frame-Options': 'DENY',
      'Cross-Origin-Resource-Policy': 'same-origin',
      'Content-Security-Policy':
        "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    },
  })
