/** Alerts: what a person must look at is told to a webhook, once each, by whichever instance sees it first. */
import type { Database } from '#lib/db/db.ts'
import type { Log } from '#lib/log/log.ts'
import { lateSeconds, readHealth } from './health.ts'

export interface AlertSurroundings {
  readonly database: Database
  readonly webhookUrl: string
  /** Which installation it is, for people who have several. */
  readonly appUrl: string
  readonly log: Log
  readonly nowMs: () => number
}

/** Between looks; what was not taken is told again after `againMs`. */
const everyMs = 15_000
const againMs = 60_000
const patienceMs = 10_000
/** In one post. */
const most = 100

export interface Alerter {
  /** Looks from now on, until `stop`. */
  start(): void
  stop(): void
  /** Looks once, and tells what nobody has been told of. Never throws: what was not told is told later. */
  look(): Promise<void>
}

export function createAlerter(world: AlertSurroundings): Alerter {
  let timer: NodeJS.Timeout | undefined
  async function look(): Promise<void> {
    try {
      await record(world)
      await tell(world)
    } catch (error) {
      world.log.error({ err: error }, 'nobody could be alerted: it is tried again')
    }
  }
  const lookAgain = async () => {
    await look()
    if (timer) timer = setTimeout(lookAgain, everyMs).unref()
  }
  return {
    start() {
      timer = setTimeout(lookAgain, 0).unref()
    },
    stop() {
      clearTimeout(timer)
      timer = undefined
    },
    look,
  }
}

/** Writes down what is wrong now, and forgets what is not any more: should it return, it is told again. */
async function record({ database, nowMs }: AlertSurroundings): Promise<void> {
  const { kysely } = database
  const keys = await keysNow(database, nowMs())
  const known = await kysely.selectFrom('alert').select('key').execute()
  const over = known.map(({ key }) => key).filter((key) => !keys.includes(key))
  if (over.length > 0) await kysely.deleteFrom('alert').where('key', 'in', over.slice(0, most)).execute()
  const fresh = keys.filter((key) => !known.some((row) => row.key === key)).slice(0, most)
  if (fresh.length === 0) return
  const rows = fresh.map((key) => ({ key, since_ms: nowMs(), due_ms: nowMs(), told_ms: null }))
  await kysely
    .insertInto('alert')
    .values(rows)
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute()
}

async function keysNow(database: Database, nowMs: number): Promise<string[]> {
  const parked = await database.kysely
    .selectFrom('outbox')
    .select('id')
    .where('state', '=', 'parked')
    .execute()
  const unauthorized = await database.kysely
    .selectFrom('outbox')
    .select('id')
    .where('state', 'in', ['waiting', 'uncertain'])
    .where('reason', '=', 'unauthorized')
    .limit(1)
    .execute()
  const { oldestSeconds, waiting, sending, uncertain } = await readHealth(database, nowMs)
  const isLate = waiting + sending + uncertain > 0 && oldestSeconds > lateSeconds
  return [
    ...parked.map(({ id }) => `parked:${id}`),
    ...(unauthorized.length > 0 ? ['unauthorized'] : []),
    ...(isLate ? ['late'] : []),
  ]
}

/** Only what this instance has claimed; a post that nobody took lets it go again after a while. */
async function tell(world: AlertSurroundings): Promise<void> {
  const { kysely } = world.database
  const nowMs = world.nowMs()
  const claimed = await kysely
    .updateTable('alert')
    .set({ due_ms: nowMs + againMs })
    .where('told_ms', 'is', null)
    .where(({ or, eb }) => or([eb('due_ms', '<=', nowMs), eb('due_ms', '>', nowMs + againMs)]))
    .returning(['key', 'since_ms'])
    .execute()
  if (claimed.length === 0) return
  await post(world, claimed)
  const keys = claimed.map(({ key }) => key)
  await kysely.updateTable('alert').set({ told_ms: world.nowMs() }).where('key', 'in', keys).execute()
}

interface Claimed {
  readonly key: string
  readonly since_ms: number
}

/** Nothing in it is a customer's. @throws when it is not taken. */
async function post(world: AlertSurroundings, claimed: readonly Claimed[]): Promise<void> {
  const alerts = await Promise.all(claimed.map((each) => describe(world.database, each)))
  const text = alerts.map((alert) => `Deskbell at ${world.appUrl}: ${alert.text}`).join('\n')
  const answer = await fetch(world.webhookUrl, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({
      text,
      app: world.appUrl,
      alerts,
      outbox: await readHealth(world.database, world.nowMs()),
    }),
    redirect: 'manual',
    signal: AbortSignal.timeout(patienceMs),
  })
  await answer.body?.cancel()
  if (!answer.ok) throw new Error(`ALERT_WEBHOOK_URL answered ${answer.status}`)
}

async function describe({ kysely }: Database, { key, since_ms }: Claimed) {
  const since = new Date(since_ms).toISOString()
  const [kind = '', row = ''] = key.split(':')
  if (kind === 'unauthorized')
    return { kind, since, text: 'the helpdesk refuses our credentials; messages are kept and tried again' }
  if (kind === 'late')
    return {
      kind,
      since,
      text: 'the oldest message has not been delivered for 15 minutes; it is tried again',
    }
  const facts = await kysely
    .selectFrom('outbox')
    .innerJoin('thread', 'thread.id', 'outbox.thread_id')
    .select(['outbox.kind', 'outbox.reason', 'thread.reference'])
    .where('outbox.id', '=', row)
    .executeTakeFirst()
  const reason = facts?.reason ?? 'unknown'
  const text = `a ${facts?.kind ?? 'message'} of ${facts?.reference ?? 'a conversation'} is held up (${reason}): npm run outbox -- show ${row}`
  return { kind, since, row, reason, reference: facts?.reference ?? null, text }
}
