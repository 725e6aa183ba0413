/** The first start, crashed at each side effect of its migrations: the next start finds all of it done, or does all of it. */
import { migrate } from '#lib/db/migrate.ts'
import { createCustomers } from './customers.ts'
import type { Engine, Store } from './engines.ts'
import { createChaosHelpdesk } from './helpdesk.ts'
import { createInstallation } from './installation.ts'
import { isClean, judge } from './ledger.ts'
import { DiskFull, type Fate, startLife } from './life.ts'
import { workOff } from './recovery.ts'
import type { VirtualTime } from './virtual-time.ts'
import { watchDialect } from './watched-dialect.ts'

export interface MigrationCrashes {
  points: number
  readonly failures: string[]
}

/** @param every which of the side effects are crash points: each, or every so many. */
export async function crashMigrations(
  engine: Engine,
  time: VirtualTime,
  every: number,
): Promise<MigrationCrashes> {
  const counts: MigrationCrashes = { points: 0, failures: [] }
  const all = await crashOnce(engine, time, null)
  for (let at = 1; at <= all.effects; at += every) {
    counts.points += 1
    for (const moment of ['before', 'after', 'fails'] as const) {
      const { problem } = await crashOnce(engine, time, { at, moment })
      if (problem !== null)
        counts.failures.push(`${engine.name}: a start that ends ${moment} ${at}: ${problem}`)
    }
  }
  return counts
}

async function crashOnce(engine: Engine, time: VirtualTime, fate: Fate | null) {
  const store = await engine.createEmpty()
  const life = startLife(fate)
  const database = store.open((dialect) => watchDialect(dialect, life))
  const start = migrate(database).catch((error: unknown) => {
    if (!(error instanceof DiskFull)) throw error
  })
  await Promise.race([start, life.death])
  life.end()
  await store.cutOff(database)
  try {
    return { effects: life.effects.length, problem: await startAgain(store, time) }
  } catch (error) {
    return { effects: life.effects.length, problem: String(error) }
  } finally {
    await store.remove()
  }
}

/** What is wrong after the next start; null when a request arrives as ever. */
async function startAgain(store: Store, time: VirtualTime): Promise<string | null> {
  const next = store.open()
  await migrate(next)
  await store.cutOff(next)
  const helpdesk = createChaosHelpdesk({ nowMs: time.nowMs, passMs: time.pass })
  const installation = createInstallation({ ...store, remove: async () => {} }, helpdesk, time.nowMs)
  const customers = createCustomers(async () => new Set())
  const instance = installation.start()
  await customers.send(instance, customers.write())
  await workOff(instance, time, installation.spectator, 60_000)
  const verdict = judge(await customers.promised(), helpdesk.arrivals())
  await instance.kill()
  await installation.close()
  return isClean(verdict) ? null : JSON.stringify(verdict)
}
