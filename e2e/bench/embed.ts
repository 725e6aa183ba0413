/** The frame on somebody's page (embed.md E06, E10): how soon it is there, and how soon its height follows its content. */
import { rmSync } from 'node:fs'
import { startApp } from '../support/app.ts'
import { pageWith, snippetOf, startHost } from '../support/host.ts'
import { serveEmptyPage } from '../weight/empty-page.ts'
import { launchBrowser } from './browser.ts'
import { measureHeight } from './embed-height.ts'
import { measureStart } from './embed-start.ts'
import type { Figure } from './figure.ts'

/** The frame on its page, against what is allowed, with an empty page of Next.js beside the form. @throws when the app is not built. */
export async function measureEmbed({ quick }: { readonly quick: boolean }): Promise<Figure[]> {
  const host = await startHost()
  const app = await startApp({ EMBED_ORIGINS: host.origin, LOG_LEVEL: 'error' })
  const empty = await serveEmptyPage()
  const browser = await launchBrowser(oneProcess)
  try {
    const url = host.show(pageWith(snippetOf(app.url)))
    const rounds = quick ? 2 : 7
    const subjects = [
      { name: 'the form', url, isAlive: isFormAlive },
      { name: 'the bare form', url: host.show(pageWith(bareOf(app.url))), isAlive: isFormAlive },
      { name: 'an empty page', url: host.show(pageWith(frameOf(empty.url))), isAlive: isEmptyAlive },
    ]
    return [...(await measureStart(browser, subjects, rounds)), await measureHeight(browser, url, rounds)]
  } finally {
    await browser.close()
    await empty.stop()
    await app.stop()
    host.close()
    rmSync(app.dataDir, { recursive: true })
  }
}

const bareOf = (url: string) => snippetOf(url, { script: false })

const frameOf = (url: string) => `<iframe src="${url}" title="Empty" width="100%" height="1120"></iframe>`

const isFormAlive = () => document.querySelector('.files-live') !== null

/** React writes down at an element that it has taken it over. */
const isEmptyAlive = () => {
  const heading = document.querySelector('h1')
  return heading !== null && Object.keys(heading).some((key) => key.startsWith('__react'))
}

/** Frames in processes of their own would not be slowed down with the page around them. */
const oneProcess = ['--disable-site-isolation-trials', '--disable-features=IsolateOrigins,site-per-process']
