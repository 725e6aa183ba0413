/** The React wrapper in a browser, as its development build would complain about it. */
import { resolve } from 'node:path'
import { build } from 'esbuild'
import { createElement, StrictMode } from 'react'
import { renderToString } from 'react-dom/server'
import { pageWith } from '../support/host.ts'
import { expect, test } from '../support/test.ts'
import { HelpPage } from './react.tsx'

/** What a host site's own build makes of its page. */
async function bundleClient(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [resolve(import.meta.dirname, 'react-client.tsx')],
    bundle: true,
    write: false,
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"development"' },
  })
  return outputFiles[0]?.text ?? ''
}

test('E14 E22 woken in strict mode and drawn a hundred times anew, the frame is loaded once and keeps what was typed', async ({
  page,
  app,
  host,
}) => {
  const loads: string[] = []
  page.on('request', (request) => {
    if (request.url().includes('/embed/support')) loads.push(request.url())
  })
  const drawn = renderToString(createElement(StrictMode, null, createElement(HelpPage, { origin: app.url })))
  const script = await bundleClient()
  // The loader may have taken the frame over before React wakes.
  const late = `<script type="module">customElements.whenDefined('support-form').then(() => {\n${script}\n})</script>`
  await page.goto(host.show(pageWith(`<div id="root" data-origin="${app.url}">${drawn}</div>${late}`)))
  const form = page.frameLocator('iframe')
  await expect(form.getByLabel('Your name')).toHaveValue('Sam Reed')
  await form.getByLabel('Message').fill('Typed.')
  await page.evaluate(async () => {
    for (let round = 0; round < 100; round += 1) {
      window.dispatchEvent(new Event('draw'))
      await new Promise((resolve) => requestAnimationFrame(resolve))
    }
  })
  await expect(form.getByLabel('Message')).toHaveValue('Typed.')
  expect(loads).toHaveLength(1)
  expect(loads[0]).not.toContain('Sam')
  await page.evaluate(() => window.dispatchEvent(new Event('leave')))
  await expect(page.locator('support-form')).toHaveCount(0)
})
