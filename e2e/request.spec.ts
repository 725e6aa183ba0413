/** The main job, end to end: a customer asks, the team sees it and answers, the customer reads it and replies. */
import type { App } from './support/app.ts'
import { customer, fillForm, sendRequest, summaryOf, takeTime, uniqueSubject } from './support/customer.ts'
import type { Place } from './support/place.ts'
import { staffOf } from './support/staff.ts'
import { expect, test } from './support/test.ts'

test('a request is sent, answered and replied to', { tag: '@anywhere' }, async ({ place, app }) => {
  await askAndGoOn(place, app)
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('a request is sent, answered and replied to', { tag: '@anywhere' }, async ({ place, app }) => {
    await askAndGoOn(place, app)
  })

  test('mistakes stand beside their fields and nothing typed is lost', { tag: '@anywhere' }, async ({
    place,
  }) => {
    const page = await place.open()
    await page.getByLabel('Message').fill('The zip broke.\n\nOn day one.')
    await page.getByLabel('Email').fill('mia@')
    await page.getByRole('radio', { name: 'Billing' }).check()
    await page.getByRole('button', { name: 'Send message' }).click()
    await expect.poll(() => page.locator('head > title').textContent()).toMatch(/^Error: /)
    await expect(summaryOf(page)).toContainText('3 things to fix before we can send this')
    await expect(page.getByLabel('Subject')).toHaveAccessibleDescription(/Enter a subject/)
    await expect(page.getByLabel('Your name')).toHaveAccessibleDescription(/Enter your name/)
    await expect(page.getByLabel('Email')).toHaveAccessibleDescription(
      /Enter an email address like name@example.com/,
    )
    await expect(page.getByLabel('Message')).toHaveValue('The zip broke.\n\nOn day one.')
    await expect(page.getByLabel('Email')).toHaveValue('mia@')
    await expect(page.getByRole('radio', { name: 'Billing' })).toBeChecked()
  })

  test('mistakes are still there after a reload', async ({ page }) => {
    await page.goto('/')
    await page.getByLabel('Message').fill('The zip broke.')
    await page.getByRole('button', { name: 'Send message' }).click()
    await expect(summaryOf(page)).toBeVisible()
    await page.reload()
    await expect(summaryOf(page)).toBeVisible()
    await expect(page.getByLabel('Message')).toHaveValue('The zip broke.')
  })

  test('an empty reply is answered beside its field', async ({ page }) => {
    await sendRequest(page, { subject: uniqueSubject('Empty reply'), message: 'Hello.' })
    await page.getByRole('button', { name: 'Send reply' }).click()
    await expect(page).toHaveTitle(/^Error: /)
    await expect(page.getByLabel('Reply', { exact: true })).toHaveAccessibleDescription(/Enter your reply/)
  })
})

test('mistakes are listed, linked and focused, and go as they are mended', async ({ page }) => {
  await page.goto('/')
  await page.getByLabel('Message').fill('The zip broke.')
  await page.getByRole('button', { name: 'Send message' }).click()
  await expect(summaryOf(page)).toContainText('3 things to fix before we can send this')
  await expect(page).toHaveTitle(/^Error: /)
  await page.getByRole('link', { name: 'Enter a subject' }).click()
  await expect(page.getByLabel('Subject')).toBeFocused()
  await expect(page.getByLabel('Subject')).toHaveAttribute('aria-invalid', 'true')
  await page.getByLabel('Subject').fill('Zip')
  await expect(page.getByLabel('Subject')).not.toHaveAttribute('aria-invalid', 'true')
  await expect(page.getByLabel('Message')).toHaveValue('The zip broke.')
})

async function askAndGoOn(place: Place, app: App): Promise<void> {
  const staff = staffOf(app)
  const subject = uniqueSubject('Broken zip')
  const form = await place.open()
  await fillForm(form, { topic: 'Billing', subject, message: 'The zip broke on day one.' })
  await takeTime(form)
  await form.getByRole('button', { name: 'Send message' }).click()
  await expect(form.getByRole('heading', { name: 'Message sent' })).toBeVisible()
  const page = await place.followConversation()
  await expect(page.getByRole('heading', { name: subject })).toBeVisible()

  const [message] = await staff.messages(subject)
  expect(message).toMatchObject({
    body: 'The zip broke on day one.',
    visibility: 0,
    user: customer,
    conversation: { category: { slug: 'billing' } },
  })
  const slug = message?.conversation.slug ?? ''
  expect((await staff.conversation(slug)).tag_list).toEqual(['contact-form', 'billing'])

  await staff.answer(slug, 'Sorry to hear that. A **new one** is on its way.')
  await page.goto(page.url().replace('?sent=1', ''))
  await expect(page.getByText('A new one is on its way.')).toBeVisible()
  await expect(page.getByText('Answered')).toBeVisible()

  await page.getByLabel('Reply', { exact: true }).fill('Thank you, that helps.')
  await page.getByRole('button', { name: 'Send reply' }).click()
  await expect(page.getByText('Reply sent')).toBeVisible()
  await expect(page.getByRole('article').last()).toContainText('Thank you, that helps.')
  await expect(page.getByLabel('Reply', { exact: true })).toHaveValue('')
  const [reply] = await staff.messages(subject)
  expect(reply).toMatchObject({ body: 'Thank you, that helps.', visibility: 0, user: customer })
}
