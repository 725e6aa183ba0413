/** `/metrics`: how this instance and the outbox stand, as Prometheus reads it; not there without METRICS_TOKEN, or for who does not have it. */
import { createHash, timingSafeEqual } from 'node:crypto'
import { database } from '#lib/db/open.ts'
import { environment } from '#lib/env/env.ts'
import { readMailHealth } from '#lib/mail/health.ts'
import { outbox } from '#lib/outbox/outbox.ts'

export const dynamic = 'force-dynamic'

export async function GET(request: Request): Promise<Response> {
  const { metricsToken } = environment()
  const given = /^Bearer (.+)$/i.exec(request.headers.get('authorization') ?? '')?.[1]
  if (!metricsToken || !given || !isSame(given, metricsToken)) return new Response(null, { status: 404 })
  const families = [
    ...ofProcess(),
    ...(await ofDatabase().catch(() => [gauge('deskbell_database_up', whether.down, [[{}, 0]])])),
  ]
  return new Response(`${families.join('\n')}\n`, {
    headers: { 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8', 'Cache-Control': 'no-store' },
  })
}

const isSame = (given: string, token: string) => timingSafeEqual(digest(given), digest(token))
const digest = (text: string) => createHash('sha256').update(text).digest()

const whether = { down: 'Whether the database answers.' }

/** @throws when the database cannot be read. */
async function ofDatabase(): Promise<string[]> {
  const health = await (await outbox()).health()
  const { waiting, sending, uncertain, parked } = health
  const states = Object.entries({ waiting, sending, uncertain, parked })
  const reasons = Object.entries(health.parkedReasons)
  const mail = environment().mail && (await readMailHealth(await database(), Date.now()))
  return [
    gauge('deskbell_database_up', whether.down, [[{}, 1]]),
    gauge(
      'deskbell_outbox_rows',
      'Messages that are not delivered, by state.',
      states.map(([state, rows]) => [{ state }, rows]),
    ),
    gauge(
      'deskbell_outbox_parked_rows',
      'Messages that a person must look at, by reason.',
      reasons.map(([reason, rows]) => [{ reason }, rows]),
    ),
    gauge('deskbell_outbox_oldest_seconds', 'Age of the oldest message that is not delivered.', [
      [{}, health.oldestSeconds],
    ]),
    ...(mail
      ? [
          gauge('deskbell_mail_waiting', 'Mails that are not sent.', [[{}, mail.waiting]]),
          gauge('deskbell_mail_failed', 'Mails refused by the receiving side within a day.', [
            [{}, mail.failed],
          ]),
          gauge('deskbell_mail_oldest_seconds', 'Age of the oldest mail that is not sent.', [
            [{}, mail.oldestSeconds],
          ]),
        ]
      : []),
  ]
}

function ofProcess(): string[] {
  const { rss, heapUsed } = process.memoryUsage()
  const { user, system } = process.cpuUsage()
  return [
    gauge('process_start_time_seconds', 'Start of this process, since 1970.', [
      [{}, Date.now() / 1_000 - process.uptime()],
    ]),
    gauge('process_resident_memory_bytes', 'Memory of this process.', [[{}, rss]]),
    gauge('nodejs_heap_size_used_bytes', 'Memory in use by JavaScript.', [[{}, heapUsed]]),
    counter('process_cpu_seconds_total', 'Processor time of this process.', (user + system) / 1_000_000),
  ]
}

type Sample = readonly [labels: Readonly<Record<string, string>>, value: number]

const gauge = (name: string, help: string, samples: readonly Sample[]) => family(name, help, 'gauge', samples)
const counter = (name: string, help: string, value: number) => family(name, help, 'counter', [[{}, value]])

/** Labels come from closed lists of ours: nothing in them needs escaping. */
function family(name: string, help: string, type: string, samples: readonly Sample[]): string {
  const lines = samples.map(([labels, value]) => {
    const pairs = Object.entries(labels).map(([label, text]) => `${label}="${text}"`)
    return `${name}${pairs.length > 0 ? `{${pairs.join(',')}}` : ''} ${value}`
  })
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...lines].join('\n')
}
