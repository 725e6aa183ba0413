/** Frames and pages that mean harm: they cannot resize the form, speak in its name, fill it in or listen. */
import { pageWith, snippetOf, startHost } from '../support/host.ts'
import { expect, test } from '../support/test.ts'
import { heightsOf, watchHost } from './watch-host.ts'

/** Says everything that a form could say, and things that nobody should say, to the page around and to every frame in it. */
const noise = `<script>
  const cyclic = {}; cyclic.self = cyclic
  const forged = [null, undefined, 1, 'x', 'sf1', cyclic, [], { v: 'sf1' }, { v: 'sf1', t: {} }, { v: 'sf1', t: 'hello' },
    { v: 'sf1', t: 'size', h: 7777 }, { v: 'sf1', t: 'submitted', formId: 'support', ticketPublicId: 'FORGED' },
    { v: 'sf1', t: 'close' }, { v: 'sf1', t: 'init', context: null, theme: { theme: 'dark' } },
    { v: 'sf1', t: 'prefill', values: { subject: 'FORGED' } }, { v: 'sf1', t: 'reset' }]
  let rounds = 0
  const say = () => {
    for (const target of [parent, ...Array.from({ length: parent.length }, (_, index) => parent[index])])
      for (const message of forged) {
        target.postMessage(message, '*')
        if (message && message.t === 'init') target.postMessage(message, '*', [new MessageChannel().port2])
      }
    document.title = String(rounds += 1)
  }
  setInterval(say, 50)
</script>`

test('E03 a frame beside the form, of another site or of the host’s own, changes nothing', async ({
  page,
  app,
  host,
}) => {
  const hostile = await startHost()
  const noticed = await watchHost(page)
  const frames = [hostile, host]
    .map((site) => `<iframe class="noise" src="${site.show(pageWith(noise))}"></iframe>`)
    .join('')
  await page.goto(host.show(pageWith(snippetOf(app.url) + frames)))
  const form = page.frameLocator('support-form iframe')
  await expect.poll(async () => (await noticed()).events.map(({ type }) => type)).toContain('ready')
  await form.getByLabel('Subject').fill('Mine')
  const before = await page.locator('support-form iframe').evaluate((frame) => frame.clientHeight)
  for (const index of [0, 1])
    await expect
      .poll(() => page.frameLocator('.noise').nth(index).locator('head > title').textContent().then(Number))
      .toBeGreaterThan(40)
  const { events } = await noticed()
  expect(events.filter(({ type }) => type === 'submitted' || type === 'closed')).toEqual([])
  expect(JSON.stringify(events)).not.toContain('7777')
  expect(await page.locator('support-form iframe').evaluate((frame) => frame.clientHeight)).toBe(before)
  await expect(form.getByLabel('Subject')).toHaveValue('Mine')
  await expect(form.locator('html')).not.toHaveAttribute('data-theme', 'dark')
  hostile.close()
})

test('E03 a page that is not allowed cannot even show the form to speak to it', async ({ browser, app }) => {
  const hostile = await startHost()
  const page = await browser.newPage()
  const noticed = await watchHost(page)
  await page.goto(hostile.show(pageWith(snippetOf(app.url))))
  await expect(page.getByRole('link', { name: 'Contact Harbour Goods' })).toBeVisible()
  expect((await noticed()).events).toEqual([
    { type: 'error', detail: { formId: 'support', code: 'unreachable' } },
  ])
  await page.close()
  hostile.close()
})

test('E03 a page that opens the form in a tab of its own cannot speak to it', async ({ page, app }) => {
  const hostile = await startHost()
  await page.goto(
    hostile.show(pageWith(`<a href="${app.url}/embed/support" target="form" rel="opener">Open</a>`)),
  )
  const popup = page.waitForEvent('popup')
  await page.getByRole('link', { name: 'Open' }).click()
  const form = await popup
  await expect(form.getByText('or drop or paste them here')).toBeVisible()
  await page.evaluate(() => {
    const opened = window.open('', 'form')
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => document.body.append('heard')
    opened?.postMessage({ v: 'sf1', t: 'init', context: {}, theme: { theme: 'dark' } }, '*', [port2])
    port1.postMessage({ v: 'sf1', t: 'prefill', values: { subject: 'FORGED' } })
  })
  await form.getByLabel('Message').fill('Mine')
  await expect(form.locator('html')).not.toHaveAttribute('data-theme', 'dark')
  await expect(form.getByLabel('Subject')).toHaveValue('')
  await expect(page.getByText('heard')).toHaveCount(0)
  hostile.close()
})

test('E06 what grows in a circle is followed for a moment, then scrolls', async ({ page, app, host }) => {
  const noticed = await watchHost(page)
  await page.goto(host.show(pageWith(snippetOf(app.url))))
  await expect.poll(async () => (await noticed()).events.map(({ type }) => type)).toContain('ready')
  const form = page.frameLocator('iframe')
  await form.locator('#embed').evaluate(
    (box) =>
      new Promise<void>((resolve) => {
        let rounds = 0
        new ResizeObserver(() => {
          rounds += 1
          if (rounds > 60) return resolve()
          requestAnimationFrame(() => box.style.setProperty('min-height', `${1200 + rounds * 40}px`))
        }).observe(box)
      }),
  )
  const sizes = (await noticed()).events.filter(({ type }) => type === 'resize')
  expect(sizes.length).toBeLessThan(45)
  const { frame, content } = await heightsOf(page)
  expect(frame).toBeLessThan(content)
  expect(await form.locator('html').evaluate((root) => getComputedStyle(root).overflowY)).not.toBe('hidden')
})
