/** What people really put into a form: far too much of it, emoji made of five parts, letters piled on letters, and three presses on Send. */
import { fillForm, summaryOf, uniqueSubject } from './support/customer.ts'
import { countRows } from './support/rows.ts'
import { staffOf } from './support/staff.ts'
import { expect, test } from './support/test.ts'

const family = '👨‍👩‍👧'

test('a hundred thousand characters are kept and counted as people count; ten thousand arrive as they are', async ({
  page,
  app,
}) => {
  const subject = uniqueSubject('Long')
  await page.goto('/')
  await fillForm(page, { subject, message: `${family.repeat(2_000)}${'x'.repeat(90_000)}` })
  await expect(page.getByText('90,000 characters too many').first()).toBeVisible()
  await page.getByRole('button', { name: 'Send message' }).click()
  await expect(summaryOf(page)).toContainText('Message: 10,000 characters or fewer')
  const message = page.getByLabel('Message')
  expect((await message.inputValue()).length).toBe(family.length * 2_000 + 90_000)
  await message.fill(family.repeat(2_000))
  await expect(message).toHaveAttribute('aria-invalid', 'false')
  await page.getByRole('button', { name: 'Send message' }).click()
  await expect(page.getByRole('heading', { name: 'Message sent' })).toBeVisible()
  const [sent] = await staffOf(app).messages(subject)
  expect(sent?.body).toBe(family.repeat(2_000))
})

test('letters piled on letters and words from right to left stay in their place and arrive', async ({
  page,
  app,
}) => {
  const piled = `Z${'\u0337\u031b\u0316'.repeat(40)}a${'\u0334\u0301'.repeat(40)}`
  const subject = `${uniqueSubject('Piled')} ${piled.slice(0, 80)} مرحبًا`
  await page.setViewportSize({ width: 320, height: 800 })
  await page.goto('/')
  await fillForm(page, { subject, message: `${piled}\n\nשלום ${'ﷺ'.repeat(300)}`, name: 'ميا Berg' })
  await page.getByRole('button', { name: 'Send message' }).click()
  await expect(page.getByRole('heading', { name: 'Message sent' })).toBeVisible()
  expect(
    await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
  ).toBe(0)
  const [sent] = await staffOf(app).messages(subject.normalize('NFC'))
  expect(sent?.body).toContain('ﷺ'.repeat(300))
})

test('three presses on Send, Back and Forward are one message', async ({ page, app }) => {
  const subject = uniqueSubject('Impatient')
  await page.goto('/')
  await fillForm(page, { subject, message: 'Now.' })
  const box = await page.getByRole('button', { name: 'Send message' }).boundingBox()
  if (!box) throw new Error('the button is not drawn')
  await page.mouse.click(box.x + 20, box.y + 20, { clickCount: 3, delay: 5 })
  await expect(page.getByRole('heading', { name: 'Message sent' })).toBeVisible()
  await page.goBack()
  await expect(page.getByLabel('Subject')).toHaveValue(subject)
  await page.goForward()
  await expect(page.getByRole('heading', { name: 'Message sent' })).toBeVisible()
  expect(countRows(app, subject)).toBe(1)
})
