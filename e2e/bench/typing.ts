/** The browser's main thread while a customer types and presses Send, beside the page without scripts of its own and the same form by others. */
import { rmSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import type { Browser, CDPSession } from '@playwright/test'
import { startApp } from '../support/app.ts'
import { launchBrowser } from './browser.ts'
import { caseOf } from './compare.ts'
import type { Figure } from './figure.ts'
import { formioPage, staticTwinOf, surveyJsPage } from './peers/form-pages.ts'
import { serveSite } from './peers/site.ts'
import { mainThreadMsOf, openSlowPhone } from './slow-phone.ts'

const text = 'The zip of the jacket broke on day one. '

/** Figure 5 of performance.md. @throws when the app is not built. */
export async function measureTyping({ quick }: { readonly quick: boolean }): Promise<Figure[]> {
  const app = await startApp({ LOG_LEVEL: 'error' })
  const sites = await Promise.all(
    [await staticTwinOf(app.url), await surveyJsPage(), formioPage()].map(serveSite),
  )
  const [twin, surveyJs, formio] = sites.map(({ url }) => `${url}/`)
  const browser = await launchBrowser()
  const urls = { ours: app.url, twin, surveyJs, formio }
  const taken: Record<keyof typeof urls, Typing[]> = { ours: [], twin: [], surveyJs: [], formio: [] }
  const all = ['ours', 'twin', 'surveyJs', 'formio'] as const
  try {
    for (let round = 0; round <= (quick ? 3 : 9); round += 1)
      for (const who of round % 2 === 0 ? all : [...all].reverse()) {
        const typing = await typeOnce(browser, urls[who] ?? '')
        if (round > 0) taken[who].push(typing)
      }
  } finally {
    await browser.close()
    for (const site of sites) site.close()
    await app.stop()
    rmSync(app.dataDir, { recursive: true })
  }
  return figuresOf(taken)
}

interface Typing {
  readonly perKeyMs: number
  readonly submitMs: number
}

/** Forty keys in the message, then Send while the rest is missing. */
async function typeOnce(browser: Browser, url: string): Promise<Typing> {
  const context = await browser.newContext()
  try {
    const { page, session } = await openSlowPhone(context)
    await page.goto(url, { waitUntil: 'networkidle' })
    await page.getByLabel('Message').first().click()
    const before = await restingMs(session)
    await page.keyboard.type(text)
    const typed = await mainThreadMsOf(session)
    await page.getByRole('button', { name: 'Send message' }).first().press('Enter')
    const sent = await restingMs(session)
    return { perKeyMs: (typed - before) / text.length, submitMs: sent - typed }
  } finally {
    await context.close()
  }
}

/** What the first focus loads has run, and nothing more is coming. */
async function restingMs(session: CDPSession): Promise<number> {
  for (let before = Number.NaN; ; ) {
    const now = await mainThreadMsOf(session)
    // A blinking cursor is all that is left.
    if (now - before < 5) return now
    before = now
    await wait(700)
  }
}

function figuresOf(taken: Readonly<Record<'ours' | 'twin' | 'surveyJs' | 'formio', Typing[]>>): Figure[] {
  const against = (name: string, peer: keyof typeof taken, what: keyof Typing) =>
    caseOf(
      name,
      taken.ours.map((typing) => typing[what]),
      taken[peer].map((typing) => typing[what]),
    )
  const others = (what: keyof Typing) => [
    against('÷ SurveyJS', 'surveyJs', what),
    against('÷ Formio', 'formio', what),
  ]
  return [
    {
      name: '5 Main thread for a key',
      ratio:
        'CPU time of the main thread for each key at a quarter of the processor ÷ that of the same form by others',
      aim: { atMost: 4 },
      unit: 'ms',
      cases: [against('÷ static page', 'twin', 'perKeyMs'), ...others('perKeyMs')],
    },
    {
      name: '5 Main thread for Send',
      ratio: 'the same when Send is pressed and something is missing',
      aim: { atMost: 6 },
      unit: 'ms',
      // Send leads away from the page without scripts.
      cases: others('submitMs'),
    },
  ]
}
