/** What a host page pays for the loader before anybody opens the form, beside those of Typeform and Cal.com. */
import { rmSync } from 'node:fs'
import type { Browser } from '@playwright/test'
import { startApp } from '../support/app.ts'
import { launchBrowser } from './browser.ts'
import { caseAgainst, caseOf, type Figure } from './figure.ts'
import { gzipBytesOf, readPeer } from './peers/peers.ts'
import { serveSite } from './peers/site.ts'
import { loadOnSlowPhone, type PageLoad } from './slow-phone.ts'

/** Figure 6 of performance.md. @throws when the app is not built. */
export async function measureLoader({ quick }: { readonly quick: boolean }): Promise<Figure[]> {
  const app = await startApp({ LOG_LEVEL: 'error' })
  const ours = await (await fetch(`${app.url}/embed/v1.js`)).text()
  const scripts = {
    ours,
    typeform: readPeer('@typeform/embed/build/embed.js'),
    cal: readPeer('@calcom/embed-core/dist/embed/embed.js'),
  }
  const site = await serveSite(
    Object.fromEntries(
      Object.entries(scripts).flatMap(([who, content]) => [
        [`/${who}`, page(`/${who}.js`)],
        [`/${who}.js`, { type: 'text/javascript', content }],
      ]),
    ),
  )
  const browser = await launchBrowser()
  try {
    const loads = await loadAll(browser, site.url, quick ? 1 : 11)
    const both = (of: (who: Who) => readonly number[]) => [
      caseOf('÷ Typeform', of('ours'), of('typeform')),
      caseOf('÷ Cal.com', of('ours'), of('cal')),
    ]
    return [
      {
        name: '6 Bytes of the loader',
        ratio: 'gzipped script with launcher ÷ that of @typeform/embed and @calcom/embed-core',
        unit: 'bytes',
        cases: both((who) => [gzipBytesOf(scripts[who])]),
      },
      {
        name: '6 Script time of the loader',
        ratio: 'CPU time in scripts of a page that loads it and shows nothing yet ÷ that with theirs',
        unit: 'ms',
        cases: both((who) => loads[who].map(({ scriptMs }) => scriptMs)),
      },
      {
        name: '6 Shift of the page around',
        ratio: '1 + cumulative layout shift of that page ÷ 1',
        unit: '',
        cases: [
          caseAgainst(
            1,
            'while it loads',
            loads.ours.map(({ shift }) => 1 + shift),
          ),
        ],
      },
    ]
  } finally {
    await browser.close()
    site.close()
    await app.stop()
    rmSync(app.dataDir, { recursive: true })
  }
}

const page = (script: string) => ({
  type: 'text/html; charset=utf-8',
  content: `<!doctype html><html lang="en"><title>A shop</title><link rel="icon" href="data:,"><h1>A shop</h1><script type="module" src="${script}"></script></html>`,
})

type Who = 'ours' | 'typeform' | 'cal'

/** In turns from the front and from the back; the first round warms up. */
async function loadAll(
  browser: Browser,
  url: string,
  rounds: number,
): Promise<Readonly<Record<Who, PageLoad[]>>> {
  const loads: Record<Who, PageLoad[]> = { ours: [], typeform: [], cal: [] }
  const all = ['ours', 'typeform', 'cal'] as const
  for (let round = 0; round <= rounds; round += 1)
    for (const who of round % 2 === 0 ? all : [...all].reverse()) {
      // At full speed: what takes a few milliseconds drowns in the stops that make a processor slow.
      const load = await loadOnSlowPhone(browser, `${url}/${who}`, 1)
      if (round > 0) loads[who].push(load)
    }
  return loads
}
