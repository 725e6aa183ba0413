/** Seven days without the helpdesk: everybody writes, the process restarts every hour, and then all of it arrives. */
import { createCustomers } from './customers.ts'
import type { Engine } from './engines.ts'
import { faults } from './faults.ts'
import { createChaosHelpdesk } from './helpdesk.ts'
import { createInstallation, type Instance } from './installation.ts'
import { judge, type Verdict } from './ledger.ts'
import { workOff } from './recovery.ts'
import type { Chance, VirtualTime } from './virtual-time.ts'

export interface OutageStory {
  readonly letters: number
  readonly verdict: Verdict
  readonly undelivered: number
  /** Calls to the helpdesk in one minute: the most while it was down, and the most afterwards. */
  readonly mostWhileDown: number
  readonly mostAfterwards: number
  /** Calls that came before the time that a 429 had asked for. */
  readonly tooEarly: number
  /** Virtual time from its return until the last delivery. */
  readonly drainMinutes: number
  readonly heapGrowthMb: number
}

const hourMs = 3_600_000
const hours = 7 * 24

/** @param letters how many requests and replies are written, spread over the week. */
export async function liveThroughOutage(
  engine: Engine,
  time: VirtualTime,
  chance: Chance,
  { letters, callsPerMinute }: { letters: number; callsPerMinute: number },
): Promise<OutageStory> {
  const store = await engine.create()
  const helpdesk = createChaosHelpdesk({ nowMs: time.nowMs, passMs: time.pass })
  const installation = createInstallation(store, helpdesk, time.nowMs)
  const customers = createCustomers(async () => new Set())
  const heapBefore = process.memoryUsage().heapUsed
  const down = faults.find(({ name }) => name.startsWith('F01'))
  if (down) helpdesk.trouble(down)

  let written = 0
  for (let hour = 1; hour <= hours; hour += 1) {
    const instance = installation.start()
    for (; written < (letters * hour) / hours; written += 1) {
      const thread = customers.threads.length > 0 && chance.isIn(0.5) ? chance.pick(customers.threads) : null
      await customers.send(instance, thread ? customers.reply(thread) : customers.write())
      await tryAtOnce(instance)
      await instance.box.drain()
      time.pass((hourMs / letters) * hours)
    }
    await instance.kill()
  }
  const mostWhileDown = helpdesk.calls().mostPerMinute
  helpdesk.heal()
  helpdesk.limit(callsPerMinute)
  const backMs = time.nowMs()
  const last = installation.start()
  await workOff(last, time, installation.spectator, 24 * hourMs)
  const { waiting, sending, uncertain, parked } = await last.box.health()
  await last.kill()
  const verdict = judge(await customers.promised(), helpdesk.arrivals())
  const story = {
    letters: written,
    verdict,
    undelivered: waiting + sending + uncertain + parked,
    mostWhileDown,
    mostAfterwards: helpdesk.calls().mostPerMinute,
    tooEarly: helpdesk.calls().tooEarly,
    drainMinutes: Math.round((time.nowMs() - backMs) / 60_000),
    heapGrowthMb: Math.round((process.memoryUsage().heapUsed - heapBefore) / 1024 ** 2),
  }
  await installation.close()
  return story
}

/** What a customer waits for, as after every press of Send. */
async function tryAtOnce({ box, database }: Instance): Promise<void> {
  const newest = database.kysely.selectFrom('outbox').select('id').where('state', '=', 'waiting')
  const row = await newest.orderBy('created_ms', 'desc').limit(1).executeTakeFirst()
  if (row) await box.deliverNow(row.id, 60_000)
}
