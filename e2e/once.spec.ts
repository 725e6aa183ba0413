/** One form, one request: however often and however fast it is sent. */
import { fillForm, sendRequest, uniqueSubject } from './support/customer.ts'
import { staffOf } from './support/staff.ts'
import { expect, test } from './support/test.ts'

test('fifty identical posts at once are one conversation', async ({ page, app }) => {
  const subject = uniqueSubject('Fifty times')
  await page.goto('/')
  const request = await page.locator('input[name=request]').inputValue()
  const post = () =>
    fetch(`${app.url}/submit/support`, {
      method: 'POST',
      headers: { Origin: app.url },
      body: new URLSearchParams({
        request,
        subject,
        message: 'Only once.',
        name: 'Mia Berg',
        email: 'mia@example.org',
      }),
      redirect: 'manual',
    })
  const answers = await Promise.all(Array.from({ length: 50 }, post))
  const places = new Set(answers.map((answer) => `${answer.status} ${answer.headers.get('location')}`))
  expect([...places]).toEqual([expect.stringMatching(/^303 http:.*\/t\/[\w-]{43}\?sent=1$/)])
  expect(await staffOf(app).messages(subject)).toHaveLength(1)
})

test('a double click sends one message', async ({ page, app }) => {
  const subject = uniqueSubject('Double click')
  await page.goto('/')
  await fillForm(page, { subject, message: 'Clicked twice.' })
  await page.getByRole('button', { name: 'Send message' }).dblclick()
  await expect(page).toHaveURL(/\/t\/[\w-]{43}\?sent=1/)
  expect(await staffOf(app).messages(subject)).toHaveLength(1)
})

test('going back and sending again leads to the same conversation', async ({ page, app }) => {
  const subject = uniqueSubject('Back again')
  const form = { subject, message: 'Sent, then back.' }
  const request = await sendRequest(page, form)
  const thread = page.url()
  const again = await fetch(`${app.url}/submit/support`, {
    method: 'POST',
    headers: { Origin: app.url },
    body: new URLSearchParams({ ...form, request, name: 'Mia Berg', email: 'mia@example.org' }),
    redirect: 'manual',
  })
  expect(again.headers.get('location')).toBe(thread)
  expect(await staffOf(app).messages(subject)).toHaveLength(1)
})

test('other words under a used request id are refused, kept, and can be sent as a new message', async ({
  page,
  app,
}) => {
  const subject = uniqueSubject('Other words')
  const request = await sendRequest(page, { subject, message: 'The first message.' })
  const answer = await fetch(`${app.url}/submit/support`, {
    method: 'POST',
    headers: { Origin: app.url },
    body: new URLSearchParams({
      subject,
      message: 'Another message.',
      request,
      name: 'Mia Berg',
      email: 'mia@example.org',
    }),
    redirect: 'manual',
  })
  expect(await staffOf(app).messages(subject)).toHaveLength(1)
  await page.goto(answer.headers.get('location') ?? '')
  await expect(page.getByText('You already sent a message from this page.')).toBeVisible()
  await expect(page.getByLabel('Message')).toHaveValue('Another message.')
  await page.getByRole('button', { name: 'Send message' }).click()
  await expect(page).toHaveURL(/\?sent=1/)
  expect(await staffOf(app).messages(subject)).toHaveLength(2)
})
