/** Messages accepted while the helpdesk is down, or takes half a minute to answer, beside those while it is well; and what becomes of them. */
import { rmSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { type ReamazeFake, startReamazeFake } from '../fakes/reamaze.ts'
import { type App, startApp } from '../support/app.ts'
import { startLoad } from '../support/load.ts'
import { type Case, caseOf, type Figure } from './figure.ts'

const customers = 40

/** Figure 9 of performance.md; needs the production build. Each measurement uses an app and a helpdesk of its own. */
export async function measureGoodput({ quick }: { readonly quick: boolean }): Promise<Figure[]> {
  const seconds = quick ? 2 : 8
  const well: number[] = []
  const ill = new Map(Object.keys(troubles).map((name) => [name, [] as Outage[]]))
  for (let round = 0; round < (quick ? 1 : 5); round += 1) {
    well.push((await acceptFor(seconds, async () => {}, false)).perSecond)
    // The first round also looks at what becomes of everything.
    for (const [name, trouble] of Object.entries(troubles))
      ill.get(name)?.push(await acceptFor(seconds, trouble, round === 0))
  }
  const rates: Case[] = []
  const fates: Case[] = []
  for (const [name, outages] of ill) {
    const perSecond = outages.map((outage) => outage.perSecond)
    rates.push(caseOf(name, perSecond, well))
    for (const { fate } of outages) if (fate) fates.push(caseOf(`${name}, then the app is killed`, ...fate))
  }
  return [
    {
      name: '9 Accepting without the helpdesk',
      ratio: `messages accepted in a second, ${customers} customers at once ÷ the same while the helpdesk is well`,
      unit: '/s',
      cases: rates,
    },
    {
      name: '9 Lost or sent twice',
      ratio:
        'accepted messages and those of them that never came or came again, after the helpdesk is back ÷ accepted',
      unit: '',
      cases: fates,
    },
  ]
}

const troubles: Readonly<Record<string, (fake: ReamazeFake) => Promise<void>>> = {
  'it refuses connections': (fake) => fake.misbehave('refuse'),
  // We wait for fifteen seconds at most: for us thirty are the same as never.
  'it takes messages and answers after 30 s': (fake) => fake.misbehave('hang-after-processing'),
}

interface Outage {
  readonly perSecond: number
  /** Accepted with lost and doubled ones, and accepted. */
  readonly fate: readonly [number[], number[]] | null
}

async function acceptFor(
  seconds: number,
  trouble: (fake: ReamazeFake) => Promise<void>,
  follow: boolean,
): Promise<Outage> {
  const fake = await startReamazeFake()
  const app = await startApp({
    ...{ HELPDESK: 'reamaze', REAMAZE_API_URL: fake.url, LOG_LEVEL: 'silent' },
    ...{ REAMAZE_EMAIL: fake.email, REAMAZE_API_TOKEN: fake.apiToken },
  })
  try {
    await trouble(fake)
    const load = startLoad(app.url, customers)
    await wait(2_000)
    const before = load.accepted.length
    await wait(seconds * 1_000)
    const perSecond = (load.accepted.length - before) / seconds
    await load.end()
    if (load.troubles.length > 0) throw new Error(`not answered as it should be: ${load.troubles[0]}`)
    return { perSecond, fate: follow ? await fateOf(load.accepted, app, fake) : null }
  } finally {
    await app.kill()
    await fake.stop()
    rmSync(app.dataDir, { recursive: true })
  }
}

/** Kills the app, lets the helpdesk recover, starts the app again and waits until everything has gone out. */
async function fateOf(
  accepted: readonly string[],
  app: App,
  fake: ReamazeFake,
): Promise<[number[], number[]]> {
  await app.kill()
  await fake.behave()
  await app.restart()
  for (let seconds = 0; seconds < mostSeconds; seconds += 1) {
    if (fake.conversations().length >= accepted.length) break
    await wait(1_000)
  }
  await wait(againMs)
  const arrived = fake.conversations().map(({ subject }) => subject)
  const lost = accepted.filter((subject) => !arrived.includes(subject)).length
  const doubled = arrived.length - new Set(arrived).size
  return [[accepted.length + lost + doubled], [accepted.length]]
}

/** An uncertain delivery is looked for over two minutes before it is sent again. */
const mostSeconds = 200
/** Long enough for a second copy to be seen. */
const againMs = 3_000
