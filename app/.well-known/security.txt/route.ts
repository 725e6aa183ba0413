/** `/.well-known/security.txt`: where to tell of a weakness; this installation's own form, because every operator has one. */
import { environment } from '#lib/env/env.ts'
import { offerOf } from '#lib/form/definition.ts'
import { support } from '#lib/form/support.ts'

export const dynamic = 'force-dynamic'

/** RFC 9116 wants a date; whoever reads it later asks again. */
const countsMs = 90 * 24 * 60 * 60_000

export function GET(): Response {
  const { appUrl } = environment()
  const lines = [
    `Contact: ${appUrl}/`,
    `Expires: ${new Date(Date.now() + countsMs).toISOString()}`,
    `Preferred-Languages: ${offerOf(support()).join(', ')}`,
    `Canonical: ${appUrl}/.well-known/security.txt`,
  ]
  return new Response(`${lines.join('\n')}\n`, { headers: { 'Content-Type': 'text/plain; charset=utf-8' } })
}
