/** `/api/health`: whether this instance works, and what of the outbox a person should look at. */
import { outbox } from '#lib/outbox/outbox.ts'

export const dynamic = 'force-dynamic'

/** After this an undelivered row needs attention (DESIGN.md section 3, ALERT_WEBHOOK_URL). */
const lateSeconds = 15 * 60

export async function GET(): Promise<Response> {
  try {
    const health = await (await outbox()).health()
    const status = health.parked > 0 || health.oldestSeconds > lateSeconds ? 'attention' : 'ok'
    return Response.json({ status, database: 'ok', outbox: health })
  } catch {
    return Response.json({ status: 'down', database: 'unreachable' }, { status: 503 })
  }
}
