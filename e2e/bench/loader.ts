/** What a host page pays for the loader before anybody opens the form, beside Typeform's. */
import { rmSync } from 'node:fs'
import type { Browser } from '@playwright/test'
import { startApp } from '../support/app.ts'
import { launchBrowser } from './browser.ts'
import { caseOf } from './compare.ts'
import type { Figure } from './figure.ts'
import { gzipBytesOf, readPeer } from './peers/peers.ts'
import { serveSite } from './peers/site.ts'
import { loadOnSlowPhone } from './slow-phone.ts'

/** Figure 6 of performance.md. @throws when the app is not built. */
export async function measureLoader({ quick }: { readonly quick: boolean }): Promise<Figure[]> {
  const app = await startApp({ LOG_LEVEL: 'error' })
  const ours = await (await fetch(`${app.url}/embed/v1.js`)).text()
  const typeform = readPeer('@typeform/embed/build/embed.js')
  const site = await serveSite({
    '/ours': page('/ours.js'),
    '/ours.js': { type: 'text/javascript', content: ours },
    '/typeform': page('/typeform.js'),
    '/typeform.js': { type: 'text/javascript', content: typeform },
  })
  const browser = await launchBrowser()
  try {
    const script = await scriptTimes(browser, site.url, quick ? 4 : 12)
    return [
      {
        name: '6 Bytes of the loader',
        ratio: 'gzipped script with launcher ÷ that of @typeform/embed',
        aim: { atMost: 0.1 },
        unit: 'bytes',
        cases: [caseOf('÷ Typeform', [gzipBytesOf(ours)], [gzipBytesOf(typeform)])],
      },
      {
        name: '6 Script time of the loader',
        ratio:
          'CPU time in scripts of a page that loads it and shows nothing yet ÷ that with @typeform/embed',
        aim: { atMost: 0.15 },
        unit: 'ms',
        cases: [caseOf('÷ Typeform', script.ours, script.typeform)],
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

async function scriptTimes(browser: Browser, url: string, rounds: number) {
  const times = { ours: [] as number[], typeform: [] as number[] }
  for (let round = 0; round <= rounds; round += 1)
    for (const who of round % 2 === 0 ? (['ours', 'typeform'] as const) : (['typeform', 'ours'] as const)) {
      const { scriptMs } = await loadOnSlowPhone(browser, `${url}/${who}`)
      if (round > 0) times[who].push(scriptMs)
    }
  return times
}
