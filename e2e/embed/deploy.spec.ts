/** A form that is older than what answers it, and a proxy between the two. */
import { once } from 'node:events'
import { request as ask, createServer } from 'node:http'
import { freePort, startApp } from '../support/app.ts'
import { fillForm, uniqueSubject } from '../support/customer.ts'
import { pageWith, snippetOf } from '../support/host.ts'
import { staffOf } from '../support/staff.ts'
import { expect, test } from '../support/test.ts'

test('E21 a frame that was opened before a deploy is sent after it', async ({ browser, app, host }) => {
  const page = await browser.newPage()
  const subject = uniqueSubject('Before the deploy')
  await page.goto(host.show(pageWith(snippetOf(app.url))))
  const form = page.frameLocator('iframe')
  await fillForm(form, { subject, message: 'Hello.' })
  // What the action of another build is answered with.
  await page.route('**/embed/support*', (route) =>
    route.request().method() === 'POST'
      ? route.fulfill({
          status: 409,
          headers: { 'x-nextjs-action-not-found': '1' },
          body: 'Server action not found.',
        })
      : route.continue(),
  )
  await form.getByRole('button', { name: 'Send message' }).click()
  await expect(form.getByRole('heading', { name: 'Message sent' })).toBeVisible()
  expect(await staffOf(app).messages(subject)).toHaveLength(1)
  await page.close()
})

/** Passes everything on, under another name than the one that was asked for. */
async function startProxy(headersFor: (host: string) => Readonly<Record<string, string>>) {
  let target = 0
  const server = createServer((incoming, outgoing) => {
    const headers = { ...incoming.headers, host: 'internal:1234', ...headersFor(incoming.headers.host ?? '') }
    const passed = ask(
      { port: target, host: 'localhost', path: incoming.url, method: incoming.method, headers },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(outgoing)
      },
    )
    incoming.pipe(passed)
  })
  const port = await freePort()
  server.listen(port, 'localhost')
  await once(server, 'listening')
  return {
    url: `http://localhost:${port}`,
    leadTo(url: string) {
      target = Number(new URL(url).port)
    },
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}

test('E17 behind a proxy that rewrites the host, with and without telling it, and without JavaScript, the message arrives once', async ({
  browser,
  host,
}) => {
  for (const { tells, javaScriptEnabled } of [
    { tells: true, javaScriptEnabled: true },
    { tells: false, javaScriptEnabled: true },
    { tells: false, javaScriptEnabled: false },
  ]) {
    const proxy = await startProxy(
      (asked): Record<string, string> => (tells ? { 'x-forwarded-host': asked } : {}),
    )
    const app = await startApp({ APP_URL: proxy.url, EMBED_ORIGINS: host.origin })
    proxy.leadTo(app.url)
    const page = await browser.newPage({ javaScriptEnabled })
    const subject = uniqueSubject('Proxied')
    await page.goto(host.show(pageWith(snippetOf(proxy.url))))
    const form = page.frameLocator('iframe')
    await fillForm(form, { subject, message: 'Hello.' })
    await form.getByRole('button', { name: 'Send message' }).click()
    await expect(form.getByRole('heading', { name: 'Message sent' })).toBeVisible()
    expect(await staffOf(app).messages(subject)).toHaveLength(1)
    await page.close()
    await app.stop()
    proxy.close()
  }
})

test('E17 a start says which sites no frame will come up on, and nothing when there are none', async ({
  host,
}) => {
  const warning = 'no frame comes up on these sites'
  const shop = await startApp({ EMBED_ORIGINS: `${host.origin} https://shop.example.com` })
  const lines = shop
    .output()
    .split('\n')
    .filter((line) => line.includes(warning))
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    expect.objectContaining({ appUrl: shop.url, origins: ['https://shop.example.com'] }),
  ])
  await shop.stop()
  const own = await startApp({ EMBED_ORIGINS: host.origin })
  expect(own.output()).not.toContain(warning)
  await own.stop()
})
