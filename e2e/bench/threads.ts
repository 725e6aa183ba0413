/** The page of a long conversation against that of a short one: its bytes, the browser's main thread, the server's CPU. */
import { randomBytes } from 'node:crypto'
import { rm } from 'node:fs/promises'
import type { Browser } from '@playwright/test'
import { openDatabase } from '#lib/db/open.ts'
import { type App, startApp } from '../support/app.ts'
import { launchBrowser } from './browser.ts'
import { type Case, caseOf, type Figure } from './figure.ts'
import { cpuMsOf } from './process-cost.ts'
import { fillThread } from './thread-data.ts'

/** Three figures: 1,000 and 10,000 messages against 10. @throws when the app is not built. */
export async function measureThreads({ quick }: { readonly quick: boolean }): Promise<Figure[]> {
  const app = await startFilled()
  const browser = await launchBrowser()
  try {
    const rounds = quick ? 1 : 7
    const measures = [
      {
        name: 'bytes',
        unit: 'KB',
        what: 'all bytes of the page over the wire',
        take: takeBytes(browser, app),
      },
      {
        name: 'main thread',
        unit: 'ms',
        what: "the browser's main-thread CPU time",
        take: takeThread(browser, app),
      },
      {
        name: 'server',
        unit: 'ms',
        what: "the server's CPU time of one view",
        take: takeServer(app, quick ? 30 : 100),
      },
    ] as const
    const figures: Figure[] = []
    for (const { name, unit, what, take } of measures)
      figures.push({
        name: `12 Page of a long conversation, ${name}`,
        ratio: `${what} at 1,000 and 10,000 messages ÷ at 10`,
        unit,
        cases: await compareLengths(take, rounds),
      })
    return figures
  } finally {
    await browser.close()
    await app.stop()
    await rm(app.dataDir, { recursive: true })
  }
}

const lengths = [10, 100, 1_000, 10_000] as const
const compared = [10, 1_000, 10_000] as const
type Length = (typeof lengths)[number]
type Take = (length: Length) => Promise<number>

const tokens = new Map<Length, string>(
  lengths.map((length) => [length, randomBytes(32).toString('base64url')]),
)
const pathOf = (length: Length) => `/t/${tokens.get(length)}`

/** CPU milliseconds of the server for the page of a thread, by its number of messages. */
export async function viewCosts(views: number): Promise<[number, number][]> {
  const app = await startFilled()
  try {
    const take = takeServer(app, views)
    await take(10)
    const costs: [number, number][] = []
    for (const length of lengths) costs.push([length, await take(length)])
    return costs
  } finally {
    await app.stop()
    await rm(app.dataDir, { recursive: true })
  }
}

/** The built app, with its conversations in it. */
async function startFilled(): Promise<App> {
  const app = await startApp({ LOG_LEVEL: 'error' })
  await app.stop()
  const database = await openDatabase({ databaseUrl: null, dataDir: app.dataDir })
  for (const [length, token] of tokens) await fillThread(database, token, length)
  await database.close()
  await app.restart()
  return app
}

/** The lengths take turns at being first; the first round warms up. */
async function compareLengths(take: Take, rounds: number): Promise<Case[]> {
  const taken = new Map<Length, number[]>(lengths.map((length) => [length, []]))
  for (let round = 0; round <= rounds; round += 1)
    for (const length of round % 2 === 0 ? compared : [...compared].reverse()) {
      const value = await take(length)
      if (round > 0) taken.get(length)?.push(value)
    }
  const at = (length: Length) => taken.get(length) ?? []
  return compared.slice(1).map((length) => caseOf(`${length} messages`, at(length), at(10)))
}

/** Kilobytes of 1,000, compressed as the server sends them, in a browser that has nothing in its cache. */
function takeBytes(browser: Browser, app: App): Take {
  return async (length) => {
    const page = await (await browser.newContext()).newPage()
    const session = await page.context().newCDPSession(page)
    await session.send('Network.enable')
    let bytes = 0
    session.on('Network.loadingFinished', ({ encodedDataLength }) => {
      bytes += encodedDataLength
    })
    await page.goto(app.url + pathOf(length), { waitUntil: 'networkidle' })
    await page.context().close()
    return bytes / 1_000
  }
}

/** Milliseconds from the first byte to a page that rests, in CPU time: a busy machine disturbs it least. */
function takeThread(browser: Browser, app: App): Take {
  return async (length) => {
    const page = await (await browser.newContext()).newPage()
    const session = await page.context().newCDPSession(page)
    await session.send('Performance.enable', { timeDomain: 'threadTicks' })
    await page.goto(app.url + pathOf(length), { waitUntil: 'networkidle' })
    const { metrics } = await session.send('Performance.getMetrics')
    await page.context().close()
    const seconds = metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN
    return seconds * 1_000
  }
}

/** Milliseconds of all of the server's threads for one view, of `views` one after the other. */
function takeServer(app: App, views: number): Take {
  return async (length) => {
    const before = cpuMsOf(app)
    for (let view = 0; view < views; view += 1) await (await fetch(app.url + pathOf(length))).text()
    return (cpuMsOf(app) - before) / views
  }
}
