/** The form page beside an empty page, a page without scripts, and the same form by SurveyJS and Formio. */
import { rmSync } from 'node:fs'
import type { Browser } from '@playwright/test'
import { startApp } from '../support/app.ts'
import { serveEmptyPage } from '../weight/empty-page.ts'
import { firstLoadBytes } from '../weight/first-load.ts'
import { launchBrowser } from './browser.ts'
import { caseOf, type Figure } from './figure.ts'
import { formioPage, staticTwinOf, surveyJsPage } from './peers/form-pages.ts'
import { serveSite } from './peers/site.ts'
import { loadOnSlowPhone, type PageLoad } from './slow-phone.ts'
import { sendWithoutScripts } from './without-scripts.ts'

/** Figures 1 to 4 of performance.md. @throws when the app is not built. */
export async function measurePages({ quick }: { readonly quick: boolean }): Promise<Figure[]> {
  const app = await startApp({ LOG_LEVEL: 'error' })
  const empty = await serveEmptyPage()
  const sites = await Promise.all(
    [await staticTwinOf(app.url), await surveyJsPage(), formioPage()].map(serveSite),
  )
  const [twin, surveyJs, formio] = sites.map(({ url }) => `${url}/`)
  const browser = await launchBrowser()
  try {
    const urls = { ours: app.url, empty: empty.url, twin, surveyJs, formio }
    const loads = await loadAll(browser, urls, quick ? 1 : 7)
    const kilobytes = [await firstLoadBytes(app.url), await firstLoadBytes(empty.url)].map((bytes) => [
      bytes / 1_000,
    ])
    return [...figuresOf(loads, kilobytes), await sendWithoutScripts(browser, app.url)]
  } finally {
    await browser.close()
    for (const site of sites) site.close()
    await empty.stop()
    await app.stop()
    rmSync(app.dataDir, { recursive: true })
  }
}

type Who = 'ours' | 'empty' | 'twin' | 'surveyJs' | 'formio'
type Loads = Readonly<Record<Who, PageLoad[]>>

/** Each in every round, in turns from the front and from the back; the first round warms up. */
async function loadAll(
  browser: Browser,
  urls: Readonly<Record<Who, string | undefined>>,
  rounds: number,
): Promise<Loads> {
  const loads: Loads = { ours: [], empty: [], twin: [], surveyJs: [], formio: [] }
  const all = ['ours', 'empty', 'twin', 'surveyJs', 'formio'] as const
  for (let round = 0; round <= rounds; round += 1)
    for (const who of round % 2 === 0 ? all : [...all].reverse()) {
      const load = await loadOnSlowPhone(browser, urls[who] ?? '')
      if (round > 0) loads[who].push(load)
    }
  return loads
}

function figuresOf(loads: Loads, [ours = [], empty = []]: number[][]): Figure[] {
  const against = (name: string, peer: Who, what: keyof PageLoad) =>
    caseOf(
      name,
      loads.ours.map((load) => load[what]),
      loads[peer].map((load) => load[what]),
    )
  return [
    {
      name: '1 Script that the form page loads',
      ratio: 'gzipped JavaScript of the first load ÷ that of an empty Next.js page',
      unit: 'KB',
      cases: [caseOf('÷ empty page', ours, empty)],
    },
    {
      name: '2 Bytes of the form page',
      ratio: 'everything over the wire ÷ the same form by others',
      unit: 'KB',
      cases: [against('÷ SurveyJS', 'surveyJs', 'kilobytes'), against('÷ Formio', 'formio', 'kilobytes')],
    },
    {
      name: '3 Script time until the form page rests',
      ratio: 'CPU time in scripts at a quarter of the processor ÷ that of an empty Next.js page',
      unit: 'ms',
      cases: [against('÷ empty page', 'empty', 'scriptMs')],
    },
    {
      name: '3 Script time beside others',
      ratio: 'the same ÷ that of the same form by others',
      unit: 'ms',
      cases: [against('÷ SurveyJS', 'surveyJs', 'scriptMs'), against('÷ Formio', 'formio', 'scriptMs')],
    },
    {
      name: '4 Largest paint on a slow phone',
      ratio:
        'time at 1.6 Mbit/s, 150 ms and a quarter of the processor ÷ that of the same page without any script',
      unit: 'ms',
      cases: [against('÷ static page', 'twin', 'largestPaintMs')],
    },
    {
      name: '4 Shift of the layout',
      ratio: '1 + cumulative layout shift ÷ 1',
      unit: '',
      cases: [
        caseOf(
          'while it loads',
          loads.ours.map(({ shift }) => 1 + shift),
          loads.ours.map(() => 1),
        ),
      ],
    },
  ]
}
