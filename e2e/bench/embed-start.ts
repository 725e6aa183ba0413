/** How soon the frame is painted and alive for a customer with a slow phone. */
import type { Browser, BrowserContext } from '@playwright/test'
import { caseAgainst, caseOf, type Figure } from './figure.ts'
import { openSlowPhone } from './slow-phone.ts'

const paintedMs = 500
const aliveMs = 1_600

/** A page with a frame, and what only stands in that frame once it is alive. */
export interface Started {
  readonly name: string
  readonly url: string
  /** Looked for in the frame at every picture. */
  readonly isAlive: () => boolean
}

/** Each round in a browser that has nothing in its cache, all subjects in turn; the first one warms the servers up. */
export async function measureStart(
  browser: Browser,
  subjects: readonly Started[],
  rounds: number,
): Promise<Figure[]> {
  const starts = subjects.map((): Start[] => [])
  for (let round = 0; round <= rounds; round += 1)
    for (const [index, subject] of subjects.entries()) {
      const context = await browser.newContext()
      const start = await startOnce(context, subject)
      if (round > 0) starts[index]?.push(start)
      await context.close()
    }
  const casesOf = (name: string, taken: readonly Start[]) => [
    caseAgainst(
      paintedMs,
      `${name}, painted and usable`,
      taken.map(({ painted }) => painted),
    ),
    caseAgainst(
      aliveMs,
      `${name}, alive`,
      taken.map(({ alive }) => alive),
    ),
  ]
  const [form = [], bare = []] = starts.map((taken) => taken.map(({ painted }) => painted))
  return [
    {
      name: 'The frame on a slow phone',
      ratio: `time at 1.6 Mbit/s, 150 ms and a quarter of the processor ÷ ${paintedMs} and ${aliveMs} ms`,
      unit: 'ms',
      cases: subjects.flatMap(({ name }, index) => casesOf(name, starts[index] ?? [])),
    },
    {
      name: '6 Paint of the frame beside a bare one',
      ratio:
        'time to the first picture in the frame, with the loader on the page ÷ of the frame alone; a round trip is 150 ms',
      unit: 'ms',
      cases: [caseOf('the form', form, bare)],
    },
  ]
}

interface Start {
  readonly painted: number
  readonly alive: number
}

/** The page reports by itself: to look into it from here would take it a good part of what is measured. */
async function startOnce(context: BrowserContext, { url, isAlive }: Started): Promise<Start> {
  const { page } = await openSlowPhone(context)
  await page.addInitScript(`(() => {
    if (window.parent === window) return
    const report = () => {
      const [paint] = performance.getEntriesByName('first-contentful-paint')
      console.info(${JSON.stringify(reported)} + JSON.stringify([paint?.startTime, performance.now()]))
    }
    const look = () => ((${isAlive})() ? report() : requestAnimationFrame(look))
    look()
  })()`)
  const heard = page.waitForEvent('console', (message) => message.text().startsWith(reported))
  await page.goto(url, { waitUntil: 'commit' })
  const [painted, alive]: number[] = JSON.parse((await heard).text().slice(reported.length))
  return { painted: painted ?? Number.NaN, alive: alive ?? Number.NaN }
}

/** What the report begins with. */
const reported = 'started '
