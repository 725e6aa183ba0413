/** `GET /t/<token>/messages`: what is new, asked for every few seconds by each page that is open. */
import { cursorOf, entriesAfter } from '#lib/threads/news.ts'
import { loadThread, type ThreadView } from '#lib/threads/thread.ts'
import { isKnown } from '../../../known.ts'

interface Context {
  readonly params: Promise<{ token: string }>
}

/** `304` without a body when the newest part is as `after`, or the `ETag` that the browser has, says. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { token } = await params
  const thread = await loadThread(token, 1)
  if (!thread) return new Response(null, { status: 404, headers: privately })
  const cursor = cursorOf(thread)
  const after = new URL(request.url).searchParams.get('after')
  const headers = { 'Cache-Control': privately['Cache-Control'], ETag: `"${cursor}"` }
  if (after === cursor || isKnown(request, cursor)) return new Response(null, { status: 304, headers })
  return Response.json(newsOf(thread, cursor, after), { headers: { ...privately, ...headers } })
}

/** security.md 2.14; the proxy in front of the pages is spared these many small requests. */
const privately = {
  'Cache-Control': 'private, no-store',
  'Content-Security-Policy':
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'Referrer-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'X-Robots-Tag': 'noindex, nofollow',
}

function newsOf(thread: ThreadView, cursor: string, after: string | null) {
  return {
    cursor,
    status: thread.status,
    answersReadable: thread.answersReadable,
    hasEarlier: thread.hasEarlier,
    messages: entriesAfter(thread, after).map((entry) => ({
      id: entry.id,
      own: entry.own,
      author: entry.own ? thread.customerName : entry.authorName,
      body: entry.body,
      createdAt: new Date(entry.createdAtMs).toISOString(),
      delivery: entry.delivery,
    })),
  }
}
