/** The form page while somebody does their worst: how long it takes beside its time at rest, and what memory the app takes meanwhile. */
import { rmSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { type Attack, attacks, behindProxy } from '../attacks/endless.ts'
import { type App, startApp } from '../support/app.ts'
import { memoryOf, mostGrowthMegabytes, smallHeap } from '../support/memory.ts'
import { type Case, caseOf, type Figure, spreadOf } from './figure.ts'

/** Needs the production build. Each attack has an app of its own. */
export async function measureAttacks({ quick }: { readonly quick: boolean }): Promise<readonly Figure[]> {
  const rounds = quick ? 10 : 25
  const measured = []
  for (const [name, attack] of Object.entries(attacks)) measured.push(await measureOnce(name, attack, rounds))
  return [
    {
      name: 'The form page under attack',
      ratio: 'time of the form page under attack ÷ at rest',
      unit: 'ms',
      cases: measured.map(({ time }) => time),
    },
    {
      name: 'Memory under attack',
      ratio: `most memory under attack ÷ (at rest + ${mostGrowthMegabytes} MB)`,
      unit: 'MB',
      cases: measured.map(({ memory }) => memory),
    },
  ]
}

async function measureOnce(
  name: string,
  attack: Attack,
  rounds: number,
): Promise<{ readonly time: Case; readonly memory: Case }> {
  const app = await startApp({ ...smallHeap, ...behindProxy })
  try {
    await timesOf(app, 10)
    const rest = await timesOf(app, rounds)
    const restMegabytes = memoryOf(app, 'VmRSS')
    let over = false
    const attacking = attack(app, () => over)
    await wait(1_000)
    const attacked = await timesOf(app, rounds)
    over = true
    await attacking
    const [subject, peer] = [spreadOf(attacked).median, spreadOf(rest).median]
    const most = memoryOf(app, 'VmHWM')
    const allowed = restMegabytes + mostGrowthMegabytes
    return {
      time: { name, subject, peer, ratio: spreadOf(attacked.map((ms) => ms / peer)), rounds },
      memory: caseOf(name, [most], [allowed]),
    }
  } finally {
    await app.stop()
    rmSync(app.dataDir, { recursive: true })
  }
}

/** Milliseconds of the form page, one after the other. @throws when it is not the form. */
async function timesOf({ url }: App, rounds: number): Promise<number[]> {
  const times: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    const startMs = performance.now()
    const answer = await fetch(url)
    const page = await answer.text()
    times.push(performance.now() - startMs)
    if (answer.status !== 200 || !page.includes('name="message"'))
      throw new Error(`the form page was answered with ${answer.status}`)
  }
  return times
}
