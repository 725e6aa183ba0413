/** Hosts that put the frame into a sandbox: the smallest that works, and what a smaller one is answered with. */
import type { Browser, FrameLocator } from '@playwright/test'
import { fillForm, uniqueSubject } from '../support/customer.ts'
import { rowOf, textFile } from '../support/files.ts'
import { pageWith, snippetOf } from '../support/host.ts'
import { expect, test } from '../support/test.ts'

const smallest =
  'allow-scripts allow-forms allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-downloads'

test('E16 in the smallest sandbox the whole way works: a file, sending, the conversation in a new tab, the file again', async ({
  page,
  app,
  host,
}) => {
  const subject = uniqueSubject('Sandbox')
  await page.goto(host.show(pageWith(snippetOf(app.url, { frame: `sandbox="${smallest}"` }))))
  const form = page.frameLocator('iframe')
  await fillForm(form, { subject, message: 'Hello.' })
  await form.getByLabel('Attachments').setInputFiles([textFile('a.txt')])
  await expect(rowOf(form, 'a.txt')).toContainText('Ready')
  await form.getByRole('button', { name: 'Send message' }).click()
  const opened = page.waitForEvent('popup')
  await form.getByRole('link', { name: 'Open your conversation' }).click()
  const conversation = await opened
  await expect(conversation.getByRole('heading', { name: subject })).toBeVisible()
  const download = conversation.waitForEvent('download')
  await conversation.getByRole('link', { name: 'a.txt' }).click()
  expect((await download).suggestedFilename()).toBe('a.txt')
})

interface Site {
  readonly app: { readonly url: string }
  readonly host: { show(html: string): string }
}

/** Not the watched page: browsers say of such a frame what they think. */
async function sendWithout(browser: Browser, word: string, { app, host }: Site): Promise<FrameLocator> {
  const page = await browser.newPage()
  const sandbox = smallest
    .split(' ')
    .filter((each) => each !== word)
    .join(' ')
  await page.goto(host.show(pageWith(snippetOf(app.url, { frame: `sandbox="${sandbox}"` }))))
  const form = page.frameLocator('iframe')
  await expect(form.getByText('or drop or paste them here')).toBeVisible()
  await fillForm(form, { subject: uniqueSubject('Refused'), message: 'Still here.' })
  await form.getByRole('button', { name: 'Send message' }).click()
  return form
}

test('E16 without allow-forms the form says that it cannot be sent here, and where it can', async ({
  browser,
  app,
  host,
}) => {
  const form = await sendWithout(browser, 'allow-forms', { app, host })
  await expect(form.getByRole('alert').filter({ hasText: 'does not let it send' })).toBeVisible()
  await expect(form.getByRole('link', { name: 'Open the form at its own address' })).toBeVisible()
  await expect(form.getByLabel('Message')).toHaveValue('Still here.')
})

for (const word of ['allow-popups', 'allow-popups-to-escape-sandbox'])
  test(`E16 without ${word} the link to the conversation says that no tab opens, and what to do instead`, async ({
    browser,
    app,
    host,
  }) => {
    const form = await sendWithout(browser, word, { app, host })
    const link = form.getByRole('link', { name: 'Open your conversation' })
    await expect(form.getByText('If no new tab opens')).toHaveCount(0)
    await link.click()
    await expect(form.getByRole('alert').filter({ hasText: 'If no new tab opens' })).toBeVisible()
    const address = form.getByRole('textbox', { name: 'If no new tab opens' })
    await expect(address).toHaveValue(app.url + (await link.getAttribute('href')))
    const page = await browser.newPage()
    await page.goto(await address.inputValue())
    await expect(page.getByRole('heading', { name: /^Refused/ })).toBeVisible()
    await page.close()
  })

test('E16 without allow-scripts and allow-popups the address of the conversation stands in the frame', async ({
  browser,
  app,
  host,
}) => {
  const page = await browser.newPage()
  const frame = 'sandbox="allow-forms allow-same-origin"'
  await page.goto(host.show(pageWith(snippetOf(app.url, { frame }))))
  const form = page.frameLocator('iframe')
  await fillForm(form, { subject: uniqueSubject('Nothing'), message: 'Hello.' })
  await form.getByRole('button', { name: 'Send message' }).click()
  const path = await form.getByRole('link', { name: 'Open your conversation' }).getAttribute('href')
  await expect(form.getByRole('textbox', { name: 'If no new tab opens' })).toHaveValue(`${app.url}${path}`)
  await page.close()
})

test('E16 without allow-scripts the whole way works as without JavaScript', async ({
  browser,
  app,
  host,
}) => {
  // Not the watched page: a browser says for each script that it does not run.
  const page = await browser.newPage()
  const sandbox = smallest.replace('allow-scripts ', '')
  await page.goto(host.show(pageWith(snippetOf(app.url, { frame: `sandbox="${sandbox}"` }))))
  const form = page.frameLocator('iframe')
  const subject = uniqueSubject('No scripts')
  await fillForm(form, { subject, message: 'Hello.' })
  await form.getByRole('button', { name: 'Send message' }).click()
  const opened = page.waitForEvent('popup')
  await form.getByRole('link', { name: 'Open your conversation' }).click()
  await expect((await opened).getByRole('heading', { name: subject })).toBeVisible()
  await page.close()
})

test('E16 without allow-same-origin the form says that nothing was sent, and keeps the text', async ({
  browser,
  app,
  host,
}) => {
  const form = await sendWithout(browser, 'allow-same-origin', { app, host })
  await expect(
    form.getByRole('alert').filter({ hasText: /Nothing was sent|could not confirm/ }),
  ).toBeVisible()
  await expect(form.getByLabel('Message')).toHaveValue('Still here.')
})
