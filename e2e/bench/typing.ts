/** The browser's main thread while a customer types and presses Send, beside the page without scripts of its own. */
import { rmSync } from 'node:fs'
import type { Browser, Page } from '@playwright/test'
import { startApp } from '../support/app.ts'
import { launchBrowser } from './browser.ts'
import { caseAgainst, caseOf, type Figure } from './figure.ts'
import { staticTwinOf } from './peers/form-pages.ts'
import { serveSite } from './peers/site.ts'
import { mainThreadMsOf, openSlowPhone, restingMsOf } from './slow-phone.ts'

const text = 'The zip of the jacket broke on day one. '

/** Figure 5 of performance.md. @throws when the app is not built. */
export async function measureTyping({ quick }: { readonly quick: boolean }): Promise<Figure[]> {
  const app = await startApp({ LOG_LEVEL: 'error' })
  const twin = await serveSite(await staticTwinOf(app.url))
  const browser = await launchBrowser()
  const sides = [app.url, `${twin.url}/`]
  const taken = sides.map((): Typing[] => [])
  try {
    for (let round = 0; round <= (quick ? 1 : 7); round += 1)
      for (const side of round % 2 === 0 ? [0, 1] : [1, 0]) {
        const typing = await typeOnce(browser, sides[side] ?? '')
        if (round > 0) taken[side]?.push(typing)
      }
  } finally {
    await browser.close()
    twin.close()
    await app.stop()
    rmSync(app.dataDir, { recursive: true })
  }
  const [ours = [], theirs = []] = taken
  return figuresOf(ours, theirs)
}

interface Typing {
  readonly perKeyMs: number
  readonly submitMs: number
  readonly interactionMs: number
}

/** Forty keys in the message, then Send while the rest is missing. */
async function typeOnce(browser: Browser, url: string): Promise<Typing> {
  const context = await browser.newContext()
  try {
    const { page, session } = await openSlowPhone(context)
    await page.goto(url, { waitUntil: 'networkidle' })
    await page.getByLabel('Message').first().focus()
    const send = await page.getByRole('button', { name: 'Send message' }).first().elementHandle()
    // What the first focus loads has run.
    const before = await restingMsOf(session)
    await page.keyboard.type(text)
    const typed = await mainThreadMsOf(session)
    await send?.focus()
    const ready = await restingMsOf(session)
    await page.keyboard.press('Enter')
    const sent = await restingMsOf(session)
    return {
      perKeyMs: (typed - before) / text.length,
      submitMs: sent - ready,
      interactionMs: await longestInteractionOf(page),
    }
  } finally {
    await context.close()
  }
}

/** From a key or Send to the next picture; browsers keep no record of less than 104 ms. */
const longestInteractionOf = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        new PerformanceObserver((list) =>
          resolve(Math.max(...list.getEntries().map(({ duration }) => duration))),
        ).observe({ type: 'event', buffered: true })
        setTimeout(resolve, 500, 104)
      }),
  )

function figuresOf(ours: readonly Typing[], theirs: readonly Typing[]): Figure[] {
  const against = (what: keyof Typing) =>
    caseOf(
      '÷ static page',
      ours.map((typing) => typing[what]),
      theirs.map((typing) => typing[what]),
    )
  return [
    {
      name: '5 Main thread for a key',
      ratio:
        'CPU time of the main thread (scripts, styles, layout) for each key at a quarter of the processor ÷ that of the page without scripts',
      unit: 'ms',
      cases: [against('perKeyMs')],
    },
    {
      name: '5 Main thread for Send',
      ratio: 'the same when Send is pressed and something is missing',
      unit: 'ms',
      cases: [against('submitMs')],
    },
    {
      name: '5 Longest interaction',
      ratio: 'the longest time from a key or Send to the next picture ÷ 200 ms',
      unit: 'ms',
      cases: [
        caseAgainst(
          200,
          'of forty keys and Send',
          ours.map(({ interactionMs }) => interactionMs),
        ),
      ],
    },
  ]
}
