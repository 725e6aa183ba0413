/** The answer to a page of the desk that asks whether it still shows what is. */
import { isKnown } from '../known.ts'

/** How often pages of the desk ask, at least: whoever sits there waits for customers. */
export const deskPollMs = 4_000

/** @param cursor null: whoever asks is signed out. Their page stays as it is, with what they may have typed. */
export function answerNews(request: Request, cursor: string | null): Response {
  if (cursor === null) return new Response(null, { status: 401 })
  const headers = { 'Cache-Control': 'private, no-store', ETag: `"${cursor}"` }
  const after = new URL(request.url).searchParams.get('after')
  const isSame = after === cursor || isKnown(request, cursor)
  return isSame ? new Response(null, { status: 304, headers }) : Response.json({ cursor }, { headers })
}
