/** Other sites and other windows: none holds a page of ours in a frame, and none is listened to. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { Page } from '@playwright/test'
import { sendRequest, uniqueSubject } from '../support/customer.ts'
import { expect, test } from '../support/test.ts'

/** A site of somebody else, with `framed` in a frame of it. */
async function startSite(framed: readonly string[]) {
  const frames = framed.map((url) => `<iframe src="${url}"></iframe>`).join('')
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html')
    response.end(`<!doctype html><title>Elsewhere</title>${frames}`)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`,
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

test('S61 S64 no page of ours opens in a frame of a site that nobody has named', async ({
  page,
  app,
  context,
}) => {
  await sendRequest(page, { subject: uniqueSubject('Framed'), message: 'Hello.' })
  const paths = [
    '/',
    '/f/support',
    new URL(page.url()).pathname,
    '/link',
    '/threads',
    '/nothing',
    '/submit/support',
  ]
  // Another site may be named in the address: it is not asked.
  const named = ['/?embedOrigins=*', '/embed/support', '/embed/support?frame-ancestors=*']
  const framed = [...paths, ...named]
  const site = await startSite(framed.map((path) => app.url + path))
  const elsewhere = await context.newPage()
  await elsewhere.goto(site.url)
  await expect.poll(() => elsewhere.frames().length).toBe(framed.length + 1)
  for (const frame of elsewhere.frames().slice(1)) {
    await frame.waitForLoadState()
    expect(await frame.content(), frame.url()).not.toContain('Harbour Goods')
    expect(frame.url()).toMatch(/^chrome-error:/)
  }
  site.close()
})

test('S62 whatever other windows say, a page of ours neither answers nor changes', async ({ page }) => {
  await page.goto('/')
  await page.getByLabel('Message').fill('My own words.')
  await shout(page)
  await expect(page.getByLabel('Message')).toHaveValue('My own words.')
  await sendRequest(page, { subject: uniqueSubject('Shouted at'), message: 'Hello.' })
  await shout(page)
  await expect(page.getByRole('heading', { name: 'Message sent' })).toBeVisible()
})

/** A frame of the page itself posts to it all that can be posted, 10,000 times over. */
async function shout(page: Page): Promise<void> {
  const heard = await page.evaluate(async () => {
    const circle: { self?: unknown } = {}
    circle.self = circle
    const prototype = JSON.parse('{"v":"sf1","type":"init","__proto__":{"polluted":true}}')
    const posts = [
      null,
      1,
      'height',
      true,
      undefined,
      circle,
      [],
      {},
      prototype,
      { v: 'sf1' },
      'x'.repeat(5_000_000),
    ]
    let answers = 0
    const channel = new MessageChannel()
    channel.port1.onmessage = () => {
      answers += 1
    }
    let left = 10_000
    const done = new Promise<void>((resolve) => {
      window.addEventListener('message', () => {
        left -= 1
        if (left === 0) resolve()
      })
    })
    window.postMessage({ v: 'sf1', type: 'hello' }, '*', [channel.port2])
    for (let count = 1; count < 10_000; count += 1)
      window.postMessage(
        count < 12 ? posts[count - 1] : { v: 'sf1', type: 'prefill', values: { message: 'x' } },
        '*',
      )
    await done
    return { answers, polluted: 'polluted' in {} }
  })
  expect(heard).toEqual({ answers: 0, polluted: false })
}
