/** What sending through us adds to the time of a call to the helpdesk. */
import { rmSync } from 'node:fs'
import { newToken } from '#lib/threads/access.ts'
import { startApp } from '../support/app.ts'
import { send } from '../support/load.ts'
import { caseAgainst, caseOf, type Figure } from './figure.ts'
import { deliveringTo, startSink } from './sink.ts'

const helpdeskMs = 100

/** Figure 7 of performance.md. @throws when the app is not built. */
export async function measureSubmits({ quick }: { readonly quick: boolean }): Promise<Figure[]> {
  const sink = await startSink({ delayMs: helpdeskMs })
  const app = await startApp(deliveringTo(sink))
  const rounds = quick ? 3 : 7
  const sends = quick ? 10 : 100
  const ours: Percentiles[] = []
  const direct: Percentiles[] = []
  try {
    for (let round = 0; round <= rounds; round += 1) {
      const through = await percentilesOf(sends, () => sendThrough(app.url))
      const past = await percentilesOf(sends, () => sendDirectly(sink.url))
      if (round === 0) continue
      ours.push(through)
      direct.push(past)
    }
  } finally {
    await app.stop()
    await sink.stop()
    rmSync(app.dataDir, { recursive: true })
  }
  const added = ours.map(({ p50 }, round) => p50 - (direct[round]?.p50 ?? Number.NaN))
  return [
    {
      name: '7 Time that sending through us adds',
      ratio: `median of a request, delivered by a helpdesk that takes ${helpdeskMs} ms, less that of a direct call ÷ 3 ms`,
      unit: 'ms',
      cases: [caseAgainst(3, 'added', added)],
    },
    {
      name: '7 The slowest of a hundred',
      ratio: '99th percentile of the same ÷ that of a direct call',
      unit: 'ms',
      cases: [
        caseOf(
          '99th percentile',
          ours.map(({ p99 }) => p99),
          direct.map(({ p99 }) => p99),
        ),
      ],
    },
  ]
}

/** Presses Send once, without JavaScript. @throws when it is not accepted. */
export async function sendThrough(url: string): Promise<void> {
  const answer = await send(url, { request: newToken(), subject: 'Zip' })
  if (answer !== 'accepted') throw new Error(`not taken: ${answer}`)
}

async function sendDirectly(url: string): Promise<void> {
  const answer = await fetch(`${url}/conversations`, { method: 'POST', body: '{"conversation":{}}' })
  await answer.text()
}

interface Percentiles {
  readonly p50: number
  readonly p99: number
}

async function percentilesOf(calls: number, call: () => Promise<void>): Promise<Percentiles> {
  const took: number[] = []
  for (let index = 0; index < calls; index += 1) {
    const startMs = performance.now()
    await call()
    took.push(performance.now() - startMs)
  }
  took.sort((a, b) => a - b)
  const at = (share: number) => took[Math.min(took.length - 1, Math.floor(took.length * share))] ?? Number.NaN
  return { p50: at(0.5), p99: at(0.99) }
}
