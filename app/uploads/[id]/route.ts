/** `DELETE /uploads/<id>`: a file that was taken out of its form, whose place another may have. */
import { environment } from '#lib/env/env.ts'
import { uploads } from '#lib/files/uploads.ts'
import { isSameOrigin } from '#lib/guard/origin.ts'
import { log } from '#lib/log/log.ts'

export const dynamic = 'force-dynamic'

/** The form's request id comes in a header. 204 whether there was such a file or not; 403 from a foreign page. */
export async function DELETE(
  request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  if (!isSameOrigin(request.headers, environment().appUrl)) return answer(403)
  try {
    const { id } = await params
    await (await uploads()).release(id, request.headers.get('x-deskbell-request') ?? '')
    return answer(204)
  } catch (error) {
    log().error({ err: error }, 'a file could not be removed')
    return answer(503)
  }
}

/** security.md 2.14. */
const answer = (status: number) =>
  new Response(null, {
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
