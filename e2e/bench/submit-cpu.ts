/** What a request costs in the server's CPU, beside an empty action of Next.js and beside bare Node.js. */
import { rmSync } from 'node:fs'
import { newToken } from '#lib/threads/access.ts'
import { type App, startApp } from '../support/app.ts'
import { serveEmptyPage } from '../weight/empty-page.ts'
import { rateOf } from './accepts.ts'
import { caseOf, type Figure } from './figure.ts'
import { startListening } from './listening.ts'
import { cpuMsOf } from './process-cost.ts'
import { deliveringTo, startSink } from './sink.ts'
import { sendThrough } from './submits.ts'

/** Figure 8 of performance.md. @throws when the app is not built. */
export async function measureCpu({ quick }: { readonly quick: boolean }): Promise<Figure[]> {
  const sink = await startSink({ delayMs: 0 })
  const app = await startApp(deliveringTo(sink))
  const empty = await serveEmptyPage()
  const bare = await startListening('peers/bare-server.ts')
  const act = await emptyActionOf(empty.url)
  const sides = [
    { program: app, calls: quick ? 200 : 1_000, call: () => sendThrough(app.url) },
    { program: empty, calls: quick ? 500 : 3_000, call: act },
    { program: bare, calls: quick ? 4_000 : 20_000, call: () => post(bare.url, {}) },
  ]
  const taken = sides.map((): number[] => [])
  try {
    for (let round = 0; round <= (quick ? 2 : 7); round += 1)
      for (const [index, { program, calls, call }] of sides.entries()) {
        const microseconds = await microsecondsOf(program, calls, call)
        if (round > 0) taken[index]?.push(microseconds)
      }
  } finally {
    await bare.stop()
    await empty.stop()
    await app.stop()
    await sink.stop()
    rmSync(app.dataDir, { recursive: true })
  }
  const [ours = [], action = [], node = []] = taken
  return [
    {
      name: '8 CPU of an accepted and delivered request',
      ratio: 'of the server, all threads ÷ that of an empty server action, both sent without JavaScript',
      unit: 'µs',
      cases: [caseOf('a request', ours, action)],
    },
    {
      name: '8 The same beside bare Node.js',
      ratio:
        'of the server, all threads ÷ that of a server of node:http that reads the form and keeps nothing',
      unit: 'µs',
      cases: [caseOf('a request', ours, node), caseOf('an empty server action', action, node)],
    },
  ]
}

/** Presses the button of the empty page's form, as a browser without JavaScript does. */
async function emptyActionOf(url: string): Promise<() => Promise<void>> {
  const page = await (await fetch(`${url}/action`)).text()
  const name = /name="(\$ACTION_ID_[^"]+)"/.exec(page)?.[1]
  if (!name) throw new Error('the empty page has no action')
  return () => post(`${url}/action`, { [name]: '' })
}

/** A form with what a customer types. @throws when it is not answered with another address. */
async function post(url: string, more: Readonly<Record<string, string>>): Promise<void> {
  const body = new FormData()
  for (const [field, value] of Object.entries({ ...more, ...typed })) body.set(field, value)
  const headers = { Origin: new URL(url).origin }
  const answer = await fetch(url, { method: 'POST', headers, body, redirect: 'manual' })
  await answer.text()
  if (answer.status !== 303) throw new Error(`${url} answered ${answer.status}`)
}

const typed = {
  message: 'Hello.',
  name: 'Mia Berg',
  email: 'mia@example.org',
  subject: 'Zip',
  request: newToken(),
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
