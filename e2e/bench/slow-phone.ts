/** A page loaded on a slow phone, in a browser that has nothing in its cache: its bytes, its script, its paint. */
import { setTimeout as wait } from 'node:timers/promises'
import type { Browser, BrowserContext, CDPSession, Page } from '@playwright/test'

export interface PageLoad {
  /** Kilobytes of 1,000 of everything, as it came over the wire. */
  readonly kilobytes: number
  /** CPU milliseconds in scripts until the page rests. */
  readonly scriptMs: number
  /** Milliseconds to the largest contentful paint. */
  readonly largestPaintMs: number
  /** Cumulative layout shift. */
  readonly shift: number
}

/** Loads `url` at 1.6 Mbit/s, 150 ms and a quarter of the processor (or all of it), until everything rests. */
export async function loadOnSlowPhone(browser: Browser, url: string, slowdown = 4): Promise<PageLoad> {
  const context = await browser.newContext()
  try {
    const { page, session } = await openSlowPhone(context, slowdown)
    let bytes = 0
    session.on('Network.loadingFinished', ({ encodedDataLength }) => {
      bytes += encodedDataLength
    })
    await page.goto(url, { waitUntil: 'networkidle' })
    await restingMsOf(session)
    return {
      kilobytes: bytes / 1_000,
      scriptMs: await scriptMsOf(session),
      ...(await page.evaluate(readPaint)),
    }
  } finally {
    await context.close()
  }
}

/** A page in `context` that is slow from now on. */
export async function openSlowPhone(
  context: BrowserContext,
  slowdown = 4,
): Promise<{ readonly page: Page; readonly session: CDPSession }> {
  const page = await context.newPage()
  const session = await context.newCDPSession(page)
  await session.send('Network.enable')
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 150,
    downloadThroughput: 1_600_000 / 8,
    uploadThroughput: 750_000 / 8,
  })
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown })
  // CPU time of the thread: what else runs on this machine does not count.
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  return { page, session }
}

/** CPU milliseconds that the page has spent in scripts so far. */
const scriptMsOf = (session: CDPSession) => msOf(session, 'ScriptDuration')

/** The same in everything that its main thread does: scripts, styles, layout, paint. */
export const mainThreadMsOf = (session: CDPSession) => msOf(session, 'TaskDuration')

/** The same, once what was loaded last has run and nothing more is coming. */
export async function restingMsOf(session: CDPSession): Promise<number> {
  for (let before = Number.NaN; ; ) {
    const now = await mainThreadMsOf(session)
    if (now - before < stirMs) return now
    before = now
    await wait(pauseMs)
  }
}

const pauseMs = 500
/** A blinking cursor is all that is left. */
const stirMs = 15

async function msOf(session: CDPSession, metric: string): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics')
  return (metrics.find(({ name }) => name === metric)?.value ?? Number.NaN) * 1_000
}

/** Runs in the page. */
function readPaint(): Promise<Pick<PageLoad, 'largestPaintMs' | 'shift'>> {
  const entriesOf = (type: string) =>
    new Promise<PerformanceEntry[]>((resolve) => {
      new PerformanceObserver((list, observer) => {
        observer.disconnect()
        resolve(list.getEntries())
      }).observe({ type, buffered: true })
      // Nothing has moved: then nobody calls.
      setTimeout(resolve, 200, [])
    })
  return Promise.all([entriesOf('largest-contentful-paint'), entriesOf('layout-shift')]).then(
    ([paints, shifts]) => ({
      largestPaintMs: paints.at(-1)?.startTime ?? Number.NaN,
      shift: shifts.reduce((sum, entry) => sum + ('value' in entry ? Number(entry.value) : 0), 0),
    }),
  )
}
