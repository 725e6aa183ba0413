/** A seeded week in the life of an installation: customers, staff, faults, clocks, crashes and restarts, in any order. */
import { retryParked } from '#lib/outbox/operations.ts'
import { type Customers, createCustomers, type Letter } from './customers.ts'
import type { Engine } from './engines.ts'
import { type Fault, fail, faults } from './faults.ts'
import { type ChaosHelpdesk, createChaosHelpdesk } from './helpdesk.ts'
import { createInstallation, type Installation, type Instance } from './installation.ts'
import { isClean, judge, type Verdict } from './ledger.ts'
import { readBuiltinArrivals, readHeldUp, stuckMs, workOff } from './recovery.ts'
import { type Chance, createChance, seedRandomness, type VirtualTime } from './virtual-time.ts'

export interface Story {
  readonly seed: number
  readonly verdict: Verdict
  /** Rows that were not delivered when they should have been, or were held up without a reason or without being shown. */
  readonly stuck: number
  readonly letters: number
  readonly faults: number
  readonly kills: number
}

export const isHappy = ({ verdict, stuck }: Story) => isClean(verdict) && stuck === 0

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs

/** Tells one story. The same seed on the same code tells the same one. */
export async function tell(engine: Engine, time: VirtualTime, seed: number): Promise<Story> {
  const chance = createChance(seed)
  seedRandomness(chance)
  const isBuiltin = chance.isIn(0.25)
  const store = await engine.create()
  const aheadMs = { ours: 0 }
  const helpdesk = isBuiltin
    ? null
    : createChaosHelpdesk({
        nowMs: () => time.nowMs() - aheadMs.ours,
        passMs: time.pass,
        searchesMissed: chance.below(3),
      })
  const installation = createInstallation(store, helpdesk, time.nowMs)
  const parked = new Set<string>()
  const customers = createCustomers(async () => parked)
  const world: World = {
    chance,
    time,
    installation,
    helpdesk,
    customers,
    parked,
    aheadMs,
    counts: { faults: 0, kills: 0 },
    stray: { rows: 0, isExcused: false },
  }
  try {
    const processes = [installation.start(), ...(chance.isIn(0.3) ? [installation.start()] : [])]
    for (let step = 0; step < 24; step += 1) await act(world, processes)
    await settle(world, processes)
    return await judgeStory(world, seed)
  } finally {
    await installation.close()
  }
}

interface World {
  readonly chance: Chance
  readonly time: VirtualTime
  readonly installation: Installation
  readonly helpdesk: ChaosHelpdesk | null
  readonly customers: Customers
  /** Bodies that were ever held up. */
  readonly parked: Set<string>
  /** How far our clock is before the helpdesk's. */
  readonly aheadMs: { ours: number }
  readonly counts: { faults: number; kills: number }
  /** Held up for no reason; excused once the helpdesk has refused something for good. */
  readonly stray: { rows: number; isExcused: boolean }
}

type Act = (world: World, processes: Instance[]) => Promise<void>

async function act(world: World, processes: Instance[]): Promise<void> {
  await world.chance.pick(acts)(world, processes)
  await world.chance.pick(processes).box.drain()
  for (const body of await readHeldUp(world.installation.spectator)) world.parked.add(body)
}

const write: Act = async (world, processes) => {
  const { chance, customers } = world
  const threads = customers.threads
  const letter =
    threads.length > 0 && chance.isIn(0.6) ? customers.reply(chance.pick(threads)) : customers.write()
  await sendThrough(world, processes, letter)
}

/** The process may die over it; the customer presses Send again, now or later. */
async function sendThrough(
  { chance, customers, installation, counts }: World,
  processes: Instance[],
  letter: Letter,
) {
  const at = chance.below(processes.length)
  if (!chance.isIn(0.3)) {
    const [instance] = processes.slice(at)
    if (instance) await customers.send(instance, letter)
    return
  }
  await processes[at]?.kill()
  const doomed = installation.start({ at: 1 + chance.below(20), moment: chance.pick(['before', 'after']) })
  await customers.send(doomed, letter)
  await doomed.until(doomed.box.drain())
  await doomed.kill()
  counts.kills += 1
  processes[at] = installation.start()
}

const sendAgain: Act = async (world, processes) => {
  const letters = [...world.customers.open, ...world.customers.threads]
  if (letters.length > 0) await sendThrough(world, processes, world.chance.pick(letters))
}

/** The same id with other words: a page that went back in history and was changed. */
const reuse: Act = async ({ chance, customers }, processes) => {
  const letters = customers.safe()
  if (letters.length > 0) await customers.reuse(chance.pick(processes), chance.pick(letters))
}

const breakHelpdesk: Act = async ({ chance, helpdesk, counts, stray }) => {
  const fault = chance.pick(faults)
  counts.faults += 1
  stray.isExcused ||= fault.holdsUp === true
  helpdesk?.trouble(fault, chance.isIn(0.7) ? 1 + chance.below(4) : undefined, chance.isIn(0.5))
}

/** A process falls asleep before its call goes out, for longer than its lease; another does its work meanwhile. */
const fallAsleep: Act = async ({ installation, helpdesk, counts, time }) => {
  if (!helpdesk) return
  counts.faults += 1
  const meet: Fault['meet'] = async (_answer, passMs) => {
    passMs(minuteMs)
    const other = installation.start()
    await workOff(other, time, installation.spectator, 5 * minuteMs)
    await other.kill()
    return fail({ code: 'ECONNREFUSED', syscall: 'connect' })
  }
  helpdesk.trouble({ name: 'asleep', meet }, 1, true)
}

const healHelpdesk: Act = async ({ helpdesk }) => helpdesk?.heal()

const waitAWhile: Act = async ({ chance, time }) => {
  time.pass(chance.pick([1_000, 5_000, minuteMs, 5 * minuteMs, 60 * minuteMs, 12 * 60 * minuteMs]))
}

/** F32 and F33: our clock alone. */
const jump: Act = async ({ chance, time, aheadMs, counts }) => {
  if (!chance.isIn(0.3)) return
  const byMs = chance.pick([dayMs, -dayMs])
  counts.faults += 1
  time.pass(byMs)
  aheadMs.ours += byMs
}

const restart: Act = async ({ chance, installation, counts }, processes) => {
  const at = chance.below(processes.length)
  await processes[at]?.kill()
  processes[at] = installation.start()
  counts.kills += 1
}

const answer: Act = async ({ chance, helpdesk, customers }) => {
  if (customers.threads.length > 0)
    helpdesk?.answer(chance.pick(customers.threads).subject, 'We look into it.')
}

const acts: readonly Act[] = [
  write,
  write,
  write,
  sendAgain,
  reuse,
  breakHelpdesk,
  breakHelpdesk,
  fallAsleep,
  healHelpdesk,
  waitAWhile,
  waitAWhile,
  jump,
  restart,
  answer,
]

/** The last fault ends, everybody presses Send again, a person lets go what was held up: now everything has to arrive. */
async function settle(world: World, processes: Instance[]): Promise<void> {
  const { installation, helpdesk, customers, time, parked } = world
  helpdesk?.heal()
  for (const process of processes) await process.kill()
  const last = installation.start()
  for (const letter of customers.open) await customers.send(last, letter)
  // A helpdesk that asked for an hour gets it.
  await workOff(last, time, installation.spectator, 60 * minuteMs + stuckMs)
  const heldUp = await readHeldUp(installation.spectator)
  for (const body of heldUp) parked.add(body)
  const { parked: told } = await last.box.health()
  world.stray.rows += told === heldUp.length && (parked.size === 0 || world.stray.isExcused) ? 0 : 1
  await retryParked(last.database, time.nowMs())
  await workOff(last, time, installation.spectator, stuckMs)
  await last.kill()
}

async function judgeStory(world: World, seed: number): Promise<Story> {
  const { installation, helpdesk, customers, counts, stray } = world
  const { kysely } = installation.spectator
  const arrivals = helpdesk ? helpdesk.arrivals() : await readBuiltinArrivals(installation.spectator)
  const promised = await customers.promised()
  const { rows } = await kysely
    .selectFrom('outbox')
    .select(({ fn }) => fn.countAll<number>().as('rows'))
    .where('state', '!=', 'delivered')
    .executeTakeFirstOrThrow()
  const letters = promised.reduce((sum, thread) => sum + thread.letters.length, 0)
  return { seed, verdict: judge(promised, arrivals), stuck: rows + stray.rows, letters, ...counts }
}
