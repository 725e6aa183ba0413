/** `/api/health`: whether this instance works, and what of the outbox a person should look at. */
import { database } from '#lib/db/open.ts'
import { environment } from '#lib/env/env.ts'
import { readMailHealth } from '#lib/mail/health.ts'
import { lateSeconds } from '#lib/outbox/health.ts'
import { outbox } from '#lib/outbox/outbox.ts'

export const dynamic = 'force-dynamic'

export async function GET(): Promise<Response> {
  try {
    const health = await (await outbox()).health()
    const mail = environment().mail && (await readMailHealth(await database(), Date.now()))
    const isLate = health.oldestSeconds > lateSeconds || (mail?.oldestSeconds ?? 0) > lateSeconds
    const status = health.parked > 0 || isLate ? 'attention' : 'ok'
    return Response.json({ status, database: 'ok', outbox: health, ...(mail && { mail }) })
  } catch {
    return Response.json({ status: 'down', database: 'unreachable' }, { status: 503 })
  }
}
