/** What happens after the last fault: processes run, time passes, and everything that was promised has to arrive. */
import type { Database } from '#lib/db/db.ts'
import type { Standing } from './helpdesk.ts'
import type { Instance } from './installation.ts'
import type { Arrived } from './ledger.ts'
import type { VirtualTime } from './virtual-time.ts'

const minuteMs = 60_000
/** Security.md 4.1: what takes longer after the last fault is stuck. */
export const stuckMs = 15 * minuteMs

/** Turns the clock from one thing that is due to the next, and works it off, for `forMs` or until the process dies. */
export async function workOff(
  instance: Instance,
  time: VirtualTime,
  spectator: Database,
  forMs: number,
): Promise<'done' | 'dead'> {
  const endMs = time.nowMs() + forMs
  for (;;) {
    if ((await instance.until(instance.box.drain())) === 'dead') return 'dead'
    const dueMs = await nextDueMs(spectator, time.nowMs())
    if (dueMs === null || time.nowMs() >= endMs) return 'done'
    time.pass(Math.min(dueMs, endMs) - time.nowMs())
  }
}

/** When to look again; a row that is due and was not taken waits for another, or for a pause to end. Null: nothing is left. */
async function nextDueMs({ kysely }: Database, nowMs: number): Promise<number | null> {
  const { rows, ms } = await kysely
    .selectFrom('outbox')
    .select(({ fn }) => [fn.countAll<number>().as('rows'), fn.min('due_ms').as('ms')])
    .where('state', 'in', ['waiting', 'sending', 'uncertain'])
    .executeTakeFirstOrThrow()
  if (rows === 0 || ms === null) return null
  return ms > nowMs ? Math.min(ms, nowMs + minuteMs) : nowMs + 10_000
}

/** Bodies of the rows that are, or were, held up for a person. */
export async function readHeldUp({ kysely }: Database): Promise<string[]> {
  const rows = await kysely.selectFrom('outbox').select('payload').where('state', '=', 'parked').execute()
  return rows.map(({ payload }) => String(JSON.parse(payload).body))
}

/** What arrived at the built-in helpdesk, which keeps it in the same store. */
export async function readBuiltinArrivals({ kysely }: Database): Promise<Arrived[]> {
  const rows = await kysely
    .selectFrom('helpdesk_conversation')
    .leftJoin('helpdesk_message', 'helpdesk_message.conversation_id', 'helpdesk_conversation.id')
    .select(['helpdesk_conversation.slug', 'helpdesk_conversation.subject', 'helpdesk_message.body'])
    .orderBy('helpdesk_message.position')
    .execute()
  const slugs = [...new Set(rows.map(({ slug }) => slug))]
  return slugs.map((slug) => {
    const own = rows.filter((row) => row.slug === slug)
    return {
      subject: own[0]?.subject ?? '',
      bodies: own.flatMap(({ body }) => (body === null ? [] : [body])),
    }
  })
}

/** Where a conversation stands there. */
export async function readBuiltinStanding({ kysely }: Database, subject: string): Promise<Standing> {
  const row = await kysely
    .selectFrom('helpdesk_conversation')
    .leftJoin('helpdesk_data', (join) =>
      join
        .onRef('helpdesk_data.conversation_id', '=', 'helpdesk_conversation.id')
        .on('helpdesk_data.key', '=', 'deskbell_rating'),
    )
    .select(['status', 'value'])
    .where('subject', '=', subject)
    .executeTakeFirst()
  return { status: row?.status, rating: row?.value && JSON.parse(row.value) }
}
