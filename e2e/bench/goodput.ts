/** Messages accepted while the helpdesk is down, or takes half a minute to answer, beside those while it is well. */
import { rmSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { type ReamazeFake, startReamazeFake } from '../fakes/reamaze.ts'
import { startApp } from '../support/app.ts'
import { startLoad } from '../support/load.ts'
import { type Case, type Figure, spreadOf } from './figure.ts'

const customers = 40

/** Needs the production build. Each measurement uses an app and a helpdesk of its own. */
export async function measureGoodput({ quick }: { readonly quick: boolean }): Promise<Figure> {
  const seconds = quick ? 5 : 15
  const rounds = quick ? 1 : 3
  const cases: Case[] = []
  for (const [name, trouble] of Object.entries(troubles)) {
    const pairs = []
    for (let round = 0; round < rounds; round += 1)
      pairs.push({
        peer: await msPerMessage(seconds, async () => {}),
        subject: await msPerMessage(seconds, trouble),
      })
    cases.push({
      name,
      subject: spreadOf(pairs.map(({ subject }) => subject)).median,
      peer: spreadOf(pairs.map(({ peer }) => peer)).median,
      ratio: spreadOf(pairs.map(({ subject, peer }) => subject / peer)),
    })
  }
  return {
    name: 'Accepting without the helpdesk',
    ratio: `time per accepted message, ${customers} customers at once ÷ the same while the helpdesk is well`,
    // Goodput of at least 0.9 × healthy.
    aim: { atMost: 1 / 0.9 },
    unit: 'ms',
    cases,
  }
}

const troubles: Readonly<Record<string, (fake: ReamazeFake) => Promise<void>>> = {
  'it refuses connections': (fake) => fake.misbehave('refuse'),
  // We wait for fifteen seconds at most: for us thirty are the same as never.
  'it takes messages and answers after 30 s': (fake) => fake.misbehave('hang-after-processing'),
}

async function msPerMessage(seconds: number, trouble: (fake: ReamazeFake) => Promise<void>): Promise<number> {
  const fake = await startReamazeFake()
  const app = await startApp({
    ...{ HELPDESK: 'reamaze', REAMAZE_API_URL: fake.url, LOG_LEVEL: 'silent' },
    ...{ REAMAZE_EMAIL: fake.email, REAMAZE_API_TOKEN: fake.apiToken },
  })
  await trouble(fake)
  const load = startLoad(app.url, customers)
  await wait(2_000)
  const before = load.accepted.length
  await wait(seconds * 1_000)
  const accepted = load.accepted.length - before
  await load.end()
  await app.kill()
  await fake.stop()
  rmSync(app.dataDir, { recursive: true })
  if (load.troubles.length > 0) throw new Error(`not answered as it should be: ${load.troubles[0]}`)
  return (seconds * 1_000) / accepted
}
