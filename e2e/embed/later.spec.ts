/** What a form in a frame asks for once it is used, and what becomes of it where that does not come. */
import { fillForm, uniqueSubject } from '../support/customer.ts'
import { pageWith, snippetOf } from '../support/host.ts'
import { expect, test } from '../support/test.ts'

test('a form in a frame asks for its rules once, when somebody uses it', async ({ page, app, host }) => {
  const asked: string[] = []
  page.on('request', (request) => {
    if (/\/later(?:\?|$)/.test(request.url())) asked.push(request.url())
  })
  await page.goto(host.show(pageWith(snippetOf(app.url, { query: '?lang=de' }))))
  const frame = page.frameLocator('iframe')
  await expect(frame.locator('.files-live')).toBeVisible()
  expect(asked).toEqual([])
  await frame.locator('#message').fill('Der Reißverschluss klemmt.')
  await frame.locator('#attachments').setInputFiles({
    name: 'zip.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from('a torn zip'),
  })
  await expect(frame.getByText(/^Bereit/)).toBeVisible()
  await frame.locator('.send').click()
  await expect(frame.locator('#problems')).toContainText('Betreff')
  expect(asked).toEqual([`${app.url}/f/support/later?lang=de`])
})

test('where the rules do not come, the server finds the mistakes, and what is right is sent', async ({
  page,
  app,
  host,
}) => {
  // Not an error, which would be one in the console: an answer that says nothing.
  await page.route('**/f/support/later', (route) => route.fulfill({ status: 200, body: '' }))
  await page.goto(host.show(pageWith(snippetOf(app.url))))
  const frame = page.frameLocator('iframe')
  await expect(frame.locator('.files-live')).toBeVisible()
  await frame.getByLabel('Message').fill('The zip of my jacket is stuck.')
  await frame.getByRole('button', { name: 'Send message' }).click()
  await expect(frame.getByText('Enter a subject')).toBeVisible()
  await expect(frame.locator('#problems')).toBeFocused()
  await expect(frame.locator('#problems')).toHaveText('Error: Contact Harbour Goods')
  await fillForm(frame, { subject: uniqueSubject('No rules'), message: 'The zip of my jacket is stuck.' })
  await frame.getByRole('button', { name: 'Send message' }).click()
  await expect(frame.getByRole('heading', { name: 'Message sent' })).toBeVisible()
})
