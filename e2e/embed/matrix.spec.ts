/** The same on every kind of host: only with `npm run e2e -- --full`, because each of these asks for minutes. */
import { fillForm, uniqueSubject } from '../support/customer.ts'
import { pageWith, snippetOf } from '../support/host.ts'
import { expect, test } from '../support/test.ts'
import { watchHost } from './watch-host.ts'

const strict = (app: string) =>
  `default-src 'none'; script-src 'nonce-x' 'strict-dynamic'; style-src 'self'; frame-src ${app}; img-src data:; require-trusted-types-for 'script'`

for (const width of [360, 768, 1280])
  for (const loading of ['lazy', 'eager'])
    for (const script of ['at once', 'after 3 s', 'never'])
      for (const policy of ['strict', 'none'])
        test(`E04 E05 E11 ${width} px, ${loading}, script ${script}, policy ${policy}`, async ({
          browser,
          app,
          host,
        }) => {
          const page = await browser.newPage({ viewport: { width, height: 900 } })
          const noticed = await watchHost(page)
          await page.setViewportSize({ width: width - 16, height: 900 })
          await page.goto(`${app.url}/embed/support`)
          await expect(page.getByText('or drop or paste them here')).toBeVisible()
          const height = await page.locator('#embed').evaluate((box) => box.getBoundingClientRect().height)
          await page.setViewportSize({ width, height: 900 })
          if (script !== 'at once')
            await page.route('**/embed/v1.js', async (route) => {
              if (script === 'never') return route.abort()
              await new Promise((resolve) => setTimeout(resolve, 3_000))
              return route.continue()
            })
          const snippet = snippetOf(app.url)
            .replace('height="1120"', `height="${Math.ceil(height)}"`)
            .replace('loading="lazy"', `loading="${loading}"`)
            .replace('<script', '<script nonce="x"')
          const headers: Record<string, string> =
            policy === 'strict' ? { 'Content-Security-Policy': strict(app.url) } : {}
          await page.goto(host.show(pageWith(snippet), headers))
          const form = page.frameLocator('iframe')
          await expect(form.getByText('or drop or paste them here')).toBeVisible()
          await fillForm(form, { subject: uniqueSubject('Matrix'), message: 'Hello.' })
          expect((await noticed()).shift).toBe(0)
          await form.getByRole('button', { name: 'Send message' }).click()
          await expect(form.getByRole('heading', { name: 'Message sent' })).toBeVisible()
          const { shift, violations } = await noticed()
          expect(shift).toBeLessThanOrEqual(0.01)
          expect(violations).toEqual([])
          await page.close()
        })

for (const javaScriptEnabled of [true, false])
  test(`E13 with third-party cookies blocked, JavaScript ${javaScriptEnabled ? 'on' : 'off'}`, async ({
    browser,
    app,
    host,
  }) => {
    const context = await browser.newContext({ javaScriptEnabled })
    const page = await context.newPage()
    const session = await context.newCDPSession(page)
    await session.send('Network.setCookieControls', { enableThirdPartyCookieRestriction: true })
    await page.goto(host.show(pageWith(snippetOf(app.url))))
    const form = page.frameLocator('iframe')
    await fillForm(form, { subject: uniqueSubject('No cookies'), message: 'Hello.' })
    await form.getByRole('button', { name: 'Send message' }).click()
    await expect(form.getByRole('heading', { name: 'Message sent' })).toBeVisible()
    expect(await context.cookies()).toEqual([])
    await context.close()
  })
