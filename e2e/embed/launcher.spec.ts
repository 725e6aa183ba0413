/** The form behind a button of the host page. */
import AxeBuilder from '@axe-core/playwright'
import { fillForm, uniqueSubject } from '../support/customer.ts'
import { pageWith } from '../support/host.ts'
import { expect, test } from '../support/test.ts'
import { watchHost } from './watch-host.ts'

const launcherOf = (app: string) =>
  `<a href="${app}/f/support" data-support-form="support" data-theme="light" data-prefill-subject="From the button">Contact us</a>
<script type="module" async src="${app}/embed/v1.js"></script>`

test('E19 the button opens a dialog, Escape closes it from inside the form, and what was typed is still there', async ({
  page,
  app,
  host,
}) => {
  const noticed = await watchHost(page)
  await page.goto(host.show(pageWith(launcherOf(app.url), '<style>* { margin: 0; padding: 0 }</style>')))
  const opener = page.getByRole('link', { name: 'Contact us' })
  await opener.click()
  const dialog = page.getByRole('dialog', { name: 'Contact us' })
  await expect(dialog).toBeVisible()
  const box = await dialog.boundingBox()
  expect(box && Math.abs(box.x * 2 + box.width - 1280), 'in the middle').toBeLessThanOrEqual(20)
  const form = page.frameLocator('dialog iframe')
  await expect(form.getByLabel('Subject')).toHaveValue('From the button')
  await form.getByLabel('Message').fill('Half a sentence')
  await form.getByLabel('Message').press('Escape')
  await expect(dialog).toBeHidden()
  await expect(opener).toBeFocused()
  expect((await noticed()).events.map(({ type }) => type)).toContain('closed')
  await opener.press('Enter')
  await expect(form.getByLabel('Message')).toHaveValue('Half a sentence')
  await page.getByRole('button', { name: 'Close' }).click()
  await expect(dialog).toBeHidden()
})

test('E19 a message is sent from the dialog, with nothing for axe to find on either side', async ({
  page,
  app,
  host,
}) => {
  await page.goto(host.show(pageWith(launcherOf(app.url))))
  await page.getByRole('link', { name: 'Contact us' }).click()
  const form = page.frameLocator('dialog iframe')
  await fillForm(form, { subject: uniqueSubject('Dialog'), message: 'Hello.' })
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => ({ id, nodes: nodes.map((node) => node.html) }))).toEqual([])
  await form.getByRole('button', { name: 'Send message' }).click()
  await expect(form.getByRole('heading', { name: 'Message sent' })).toBeInViewport()
})

test('without the script the button is a link to the form', async ({ browser, app, host }) => {
  const page = await browser.newPage({ javaScriptEnabled: false })
  await page.goto(host.show(pageWith(launcherOf(app.url))))
  await page.getByRole('link', { name: 'Contact us' }).click()
  await expect(page).toHaveURL(`${app.url}/f/support`)
  await page.close()
})
