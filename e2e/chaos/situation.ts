/** What is there while no process runs: database and files, the helpdesk, what customers know. It can be had again and again. */
import { type Customers, createCustomers, type Letter } from './customers.ts'
import type { Engine, Store } from './engines.ts'
import { type ChaosHelpdesk, createChaosHelpdesk } from './helpdesk.ts'
import { createInstallation, type Installation } from './installation.ts'
import { readHeldUp } from './recovery.ts'
import type { VirtualTime } from './virtual-time.ts'

export interface Situation {
  readonly installation: Installation
  /** Null: the built-in one, in the same store. */
  readonly helpdesk: ChaosHelpdesk | null
  readonly customers: Customers
  readonly letters: Letter[]
  readonly uploaded: Map<string, readonly string[]>
}

/** Nothing has happened yet. */
export async function startSituation(
  engine: Engine,
  time: VirtualTime,
  isBuiltin: boolean,
): Promise<Situation> {
  const helpdesk = isBuiltin ? null : createChaosHelpdesk({ nowMs: time.nowMs, passMs: time.pass })
  const installation = install(await engine.create(), helpdesk, time)
  const customers = createCustomers(heldUpIn(installation))
  return { installation, helpdesk, customers, letters: [], uploaded: new Map() }
}

export interface Saved {
  /** As it was, at the time that it was. */
  restore(): Promise<Situation>
  drop(): void
}

export async function save(time: VirtualTime, situation: Situation): Promise<Saved> {
  const atMs = time.nowMs()
  const stored = await situation.installation.store.save()
  const post = [...situation.installation.post]
  const helpdesk = situation.helpdesk?.copy() ?? null
  const customers = situation.customers.copy(async () => new Set())
  const letters = [...situation.letters]
  const uploaded = new Map(situation.uploaded)
  return {
    async restore() {
      time.pass(atMs - time.nowMs())
      const itsHelpdesk = helpdesk?.copy() ?? null
      const installation = install(await stored.restore(), itsHelpdesk, time, [...post])
      return {
        installation,
        helpdesk: itsHelpdesk,
        customers: customers.copy(heldUpIn(installation)),
        letters: [...letters],
        uploaded: new Map(uploaded),
      }
    },
    drop: () => stored.drop(),
  }
}

const install = (store: Store, helpdesk: ChaosHelpdesk | null, time: VirtualTime, post: string[] = []) =>
  createInstallation(store, helpdesk, time.nowMs, post)

const heldUpIn =
  ({ spectator }: Installation) =>
  async () =>
    new Set(await readHeldUp(spectator))
