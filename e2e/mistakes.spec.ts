/** Mistakes as people meet them who press, tab and listen: heard once, found at once, gone the moment they are mended. */
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page, Route } from '@playwright/test'
import SqliteConnection from 'better-sqlite3'
import support from '#support.config'
import { startApp } from './support/app.ts'
import { customer, fillForm, summaryOf, uniqueSubject } from './support/customer.ts'
import { staffOf } from './support/staff.ts'
import { expect, test } from './support/test.ts'

const sendButton = (page: Page) => page.getByRole('button', { name: 'Send message' })

test('the press on Send counts even where leaving a field could move the button away', async ({ page }) => {
  await page.goto('/')
  await page.getByLabel('Email').fill('mia@')
  // What checks fields is loaded by the first focus.
  await page.waitForLoadState('networkidle')
  const button = sendButton(page)
  const place = await button.boundingBox()
  if (!place) throw new Error('the button is not drawn')
  await page.mouse.move(place.x + place.width / 2, place.y + 2)
  await page.mouse.down()
  expect(await button.boundingBox()).toEqual(place)
  await page.mouse.up()
  await expect(summaryOf(page)).toContainText('Enter an email address like name@example.com')
})

/** More topics than fit on cards. */
function configurationWithList(): string {
  const form = support.forms.support
  const topics = ['One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven'].map((label) => ({
    slug: label.toLowerCase(),
    label,
    channel: 'support',
    tags: [],
  }))
  const path = join(mkdtempSync(join(tmpdir(), 'deskbell-list-')), 'support.json')
  writeFileSync(path, JSON.stringify({ ...support, forms: { support: { ...form, topics } } }))
  return path
}

test('a list keeps what was chosen when the server sends the form back, with and without JavaScript', async ({
  browser,
}) => {
  const app = await startApp({ SUPPORT_CONFIG: configurationWithList() })
  for (const javaScriptEnabled of [true, false]) {
    const page = await browser.newPage({ javaScriptEnabled })
    const subject = uniqueSubject('List')
    await page.goto(app.url)
    await page.getByLabel('Topic').selectOption('Five')
    await fillForm(page, { subject, message: 'Chosen from a list.' })
    const database = new SqliteConnection(join(app.dataDir, 'deskbell.db'))
    database.exec('begin immediate')
    await sendButton(page).click()
    if (javaScriptEnabled) {
      await expect(page.getByText('Your message was not sent.')).toBeVisible()
      await expect(page.getByLabel('Topic')).toHaveValue('five')
      await expect(page.getByLabel('Message')).toHaveValue('Chosen from a list.')
    } else {
      await expect(page.getByText('nothing you wrote is lost')).toBeVisible()
    }
    database.exec('rollback')
    database.close()
    await page.getByRole('button', { name: javaScriptEnabled ? 'Send message' : 'Try again' }).click()
    await expect(page.getByRole('heading', { name: 'Message sent' })).toBeVisible()
    expect(await staffOf(app).messages(subject)).toHaveLength(1)
    await page.close()
  }
  await app.stop()
})

test('mistakes are heard once, in a list that has the focus; each field says its own', async ({ page }) => {
  await page.goto('/')
  await page.getByLabel('Email').fill('mia@')
  await sendButton(page).click()
  const summary = summaryOf(page)
  await expect(page.locator('#problems')).toBeFocused()
  await expect(summary.getByRole('heading')).toHaveText('4 things to fix before we can send this')
  await expect(summary.getByRole('link')).toHaveText([
    'Enter a subject',
    'Enter your message',
    'Enter your name',
    'Enter an email address like name@example.com',
  ])
  const heard = page
    .locator('[role=alert], [role=status], [aria-live]')
    .filter({ hasText: 'Enter a subject' })
  await expect(heard).toHaveCount(1)
  const email = page.getByRole('textbox', { name: 'Email' })
  await expect(email).toHaveAccessibleDescription(
    'So that the team can reach you Error: Enter an email address like name@example.com',
  )
  await expect(email).toHaveAttribute('aria-invalid', 'true')
  const subject = page.getByRole('textbox', { name: 'Subject' })
  await expect(subject).toHaveAccessibleDescription('Error: Enter a subject')
  await expect(subject).toHaveAttribute('aria-required', 'true')
  await expect(page.getByRole('radiogroup', { name: 'Topic (optional)' })).toBeVisible()
  await expect(page.getByRole('radio', { name: 'Billing' })).toHaveAccessibleDescription(
    'Invoices, payments and refunds',
  )
  await email.fill('mia@example.org')
  await expect(email).toHaveAccessibleDescription('So that the team can reach you')
  await expect(email).toHaveAttribute('aria-invalid', 'false')
})

test('a mistake that the server found before the rules were here goes as it is mended', async ({ page }) => {
  await page.goto('/', { waitUntil: 'networkidle' })
  const held: Route[] = []
  let isHeld = true
  await page.route('**/*', async (route) => {
    if (route.request().method() === 'POST') {
      isHeld = false
      for (const script of held) await script.continue()
      await expect(page.getByText(/characters? left$/).first()).toBeVisible()
    }
    return isHeld ? void held.push(route) : route.continue()
  })
  await page.getByLabel('Message').fill('x'.repeat(9_000))
  await sendButton(page).click()
  const subject = page.getByRole('textbox', { name: 'Subject' })
  await expect(subject).toHaveAttribute('aria-invalid', 'true')
  await subject.fill('Zip')
  await expect(subject).toHaveAttribute('aria-invalid', 'false')
})

test('the whole way by keyboard: to the form, through a mistake, to the conversation', async ({
  page,
  app,
}) => {
  const subject = uniqueSubject('By keyboard')
  const { keyboard } = page
  await page.goto('/')
  await keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Skip to the form' })).toBeFocused()
  await keyboard.press('Enter')
  await keyboard.press('Tab')
  await expect(page.getByRole('radio').first()).toBeFocused()
  await keyboard.press('ArrowDown')
  await expect(page.getByRole('radio', { name: 'Billing' })).toBeChecked()
  await keyboard.press('Tab')
  await expect(page.getByLabel('Subject')).toBeFocused()
  await keyboard.press('Tab')
  await keyboard.type('One line.')
  await keyboard.press('Enter')
  await keyboard.type('Another.')
  await keyboard.press('Tab')
  await expect(page.getByLabel('Attachments')).toBeFocused()
  await keyboard.press('Tab')
  await keyboard.type(customer.name)
  await keyboard.press('Tab')
  await keyboard.type(customer.email)
  await keyboard.press('Tab')
  await expect(sendButton(page)).toBeFocused()
  await keyboard.press('Space')
  await expect(page.locator('#problems')).toBeFocused()
  await keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Enter a subject' })).toBeFocused()
  await keyboard.press('Enter')
  await expect(page.getByLabel('Subject')).toBeFocused()
  await keyboard.type(subject)
  await keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Message sent' })).toBeFocused()
  expect(await staffOf(app).messages(subject)).toMatchObject([{ body: 'One line.\nAnother.' }])
})
