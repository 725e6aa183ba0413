/** The frame on somebody's page (embed.md E06, E10): how soon it is there, and how soon its height follows its content. */
import { rmSync } from 'node:fs'
import { startApp } from '../support/app.ts'
import { pageWith, snippetOf, startHost } from '../support/host.ts'
import { launchBrowser } from './browser.ts'
import { measureHeight } from './embed-height.ts'
import { measureStart } from './embed-start.ts'
import type { Figure } from './figure.ts'

/** Two figures, against what is allowed. @throws when the app is not built. */
export async function measureEmbed({ quick }: { readonly quick: boolean }): Promise<Figure[]> {
  const host = await startHost()
  const app = await startApp({ EMBED_ORIGINS: host.origin, LOG_LEVEL: 'error' })
  const browser = await launchBrowser(oneProcess)
  try {
    const url = host.show(pageWith(snippetOf(app.url)))
    const rounds = quick ? 3 : 5
    return [await measureStart(browser, url, rounds), await measureHeight(browser, url, rounds)]
  } finally {
    await browser.close()
    await app.stop()
    host.close()
    rmSync(app.dataDir, { recursive: true })
  }
}

/** Frames in processes of their own would not be slowed down with the page around them. */
const oneProcess = ['--disable-site-isolation-trials', '--disable-features=IsolateOrigins,site-per-process']
