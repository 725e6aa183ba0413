/** How soon the frame is painted and alive for a customer with a slow phone. */
import type { Browser, BrowserContext } from '@playwright/test'
import { caseAgainst } from './compare.ts'
import { frameIn } from './embed-height.ts'
import type { Figure } from './figure.ts'

const paintedMs = 500
const aliveMs = 1_600

/** Each round in a browser that has nothing in its cache; the first one warms the server up. */
export async function measureStart(browser: Browser, url: string, rounds: number): Promise<Figure> {
  const starts: Start[] = []
  for (let round = 0; round <= rounds; round += 1) {
    const context = await browser.newContext()
    const start = await startOnce(context, url)
    if (round > 0) starts.push(start)
    await context.close()
  }
  return {
    name: 'The frame on a slow phone',
    ratio: `time at 1.6 Mbit/s, 150 ms and a quarter of the processor ÷ ${paintedMs} and ${aliveMs} ms`,
    aim: { atMost: 1 },
    unit: 'ms',
    cases: [
      caseAgainst(
        paintedMs,
        'painted, and usable',
        starts.map(({ painted }) => painted),
      ),
      caseAgainst(
        aliveMs,
        'alive',
        starts.map(({ alive }) => alive),
      ),
    ],
  }
}

interface Start {
  readonly painted: number
  readonly alive: number
}

async function startOnce(context: BrowserContext, url: string): Promise<Start> {
  const page = await context.newPage()
  const session = await context.newCDPSession(page)
  await session.send('Network.enable')
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 150,
    downloadThroughput: 1_600_000 / 8,
    uploadThroughput: 750_000 / 8,
  })
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 })
  await page.addInitScript(() => {
    if (window.parent === window) return
    const look = () => {
      if (document.querySelector('.files-live')) performance.mark('alive')
      else requestAnimationFrame(look)
    }
    look()
  })
  await page.goto(url, { waitUntil: 'commit' })
  await page.frameLocator('iframe').locator('.files-live').waitFor()
  const frame = frameIn(page)
  await frame.waitForFunction(() => performance.getEntriesByName('alive').length > 0)
  return frame.evaluate(() => {
    const at = (name: string) => performance.getEntriesByName(name)[0]?.startTime ?? Number.NaN
    return { painted: at('first-contentful-paint'), alive: at('alive') }
  })
}
