/** What sending through us adds: to the time of a call to the helpdesk, and in the server's CPU to an empty action. */
import { rmSync } from 'node:fs'
import { newToken } from '#lib/threads/access.ts'
import { type App, startApp } from '../support/app.ts'
import { send } from '../support/load.ts'
import { serveEmptyPage } from '../weight/empty-page.ts'
import { rateOf } from './accepts.ts'
import { caseAgainst, caseOf } from './compare.ts'
import type { Figure } from './figure.ts'
import { cpuMsOf } from './process-cost.ts'
import { deliveringTo, startSink } from './sink.ts'

const helpdeskMs = 100

/** Figures 7 and 8 of performance.md. @throws when the app is not built. */
export async function measureSubmits({ quick }: { readonly quick: boolean }): Promise<Figure[]> {
  return [...(await measureLatency(quick)), await measureCpu(quick)]
}

async function measureLatency(quick: boolean): Promise<Figure[]> {
  const sink = await startSink({ delayMs: helpdeskMs })
  const app = await startApp(deliveringTo(sink))
  const rounds = quick ? 3 : 9
  const sends = quick ? 20 : 100
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
      aim: { atMost: 1 },
      unit: 'ms',
      cases: [caseAgainst(3, 'added', added)],
    },
    {
      name: '7 The slowest of a hundred',
      ratio: '99th percentile of the same ÷ that of a direct call',
      aim: { atMost: 1.1 },
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

async function measureCpu(quick: boolean): Promise<Figure> {
  const sink = await startSink({ delayMs: 0 })
  const app = await startApp(deliveringTo(sink))
  const empty = await serveEmptyPage()
  const act = await emptyActionOf(empty.url)
  const sends = quick ? 300 : 1_500
  const ours: number[] = []
  const theirs: number[] = []
  try {
    for (let round = 0; round <= (quick ? 3 : 9); round += 1) {
      const through = await microsecondsOf(app, sends, () => sendThrough(app.url))
      const past = await microsecondsOf(empty, sends, act)
      if (round === 0) continue
      ours.push(through)
      theirs.push(past)
    }
  } finally {
    await empty.stop()
    await app.stop()
    await sink.stop()
    rmSync(app.dataDir, { recursive: true })
  }
  return {
    name: '8 CPU of an accepted and delivered request',
    ratio: 'of the server, all threads ÷ that of an empty server action, both sent without JavaScript',
    aim: { atMost: 1.5 },
    unit: 'µs',
    cases: [caseOf('a request', ours, theirs)],
  }
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

/** Presses the button of the empty page's form, as a browser without JavaScript does. */
async function emptyActionOf(url: string): Promise<() => Promise<void>> {
  const page = await (await fetch(`${url}/action`)).text()
  const name = /name="(\$ACTION_ID_[^"]+)"/.exec(page)?.[1]
  if (!name) throw new Error('the empty page has no action')
  return async () => {
    const body = new FormData()
    for (const [field, value] of Object.entries({ [name]: '', ...typed })) body.set(field, value)
    const answer = await fetch(`${url}/action`, {
      method: 'POST',
      headers: { Origin: url },
      body,
      redirect: 'manual',
    })
    await answer.text()
    if (answer.status !== 303) throw new Error(`the empty action answered ${answer.status}`)
  }
}

const typed = {
  message: 'Hello.',
  name: 'Mia Berg',
  email: 'mia@example.org',
  subject: 'Zip',
  request: newToken(),
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

/** CPU of the program for one call, eight at a time. */
async function microsecondsOf(
  program: Pick<App, 'pid'>,
  calls: number,
  call: () => Promise<void>,
): Promise<number> {
  const beforeMs = cpuMsOf(program)
  await rateOf(calls, 8, call)
  return ((cpuMsOf(program) - beforeMs) * 1_000) / calls
}
