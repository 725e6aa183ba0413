/** `/favicon.ico`: where browsers look for an icon when a page has not named one yet, or is none of Next.js's. */
export function GET(): Response {
  return new Response(null, {
    status: 308,
    headers: { Location: '/icon.svg', 'Cache-Control': 'public, max-age=86400' },
  })
}
