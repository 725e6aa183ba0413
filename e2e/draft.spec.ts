/** What a customer has typed comes back: after a reload, a closed tab, an error, the way back; on their own device only. */
import type { Page } from '@playwright/test'
import { fillForm, type Surface, sendRequest, uniqueSubject } from './support/customer.ts'
import { openPlace } from './support/place.ts'
import { staffOf } from './support/staff.ts'
import { expect, test } from './support/test.ts'

const banner = (page: Surface) => page.getByText(/^Draft restored from /)
const draftsIn = (page: Surface) =>
  page
    .locator('body')
    .evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('deskbell-draft ')))
/** What is typed is kept a moment after the last key. */
const expectDrafts = (page: Surface, count: number) =>
  expect.poll(async () => (await draftsIn(page)).length).toBe(count)

test('what was typed is there again after a reload and in a new tab, with a banner that says so', {
  tag: '@anywhere',
}, async ({ profile, where, app, host }) => {
  const outer = await profile.newPage()
  const page = await openPlace(outer, where, { app, host }).open()
  await page.getByRole('radio', { name: 'Billing' }).check()
  await page.getByLabel('Subject').fill('Zip')
  await page.getByLabel('Message').fill('Line one.\n\nLine two.')
  await expectDrafts(page, 1)
  const request = await page.locator('input[name=request]').inputValue()
  await outer.reload()
  await expect(banner(page)).toBeVisible()
  await expectRestored(page)
  expect(await page.locator('input[name=request]').inputValue()).toBe(request)
  await outer.close()
  const elsewhere = openPlace(await profile.newPage(), where, { app, host })
  const other = await elsewhere.open('?subject=Prefilled&name=Sam+Reed')
  await expect(banner(other)).toBeVisible()
  await expectRestored(other)
  await expect(other.getByLabel('Your name')).toHaveValue('Sam Reed')
})

async function expectRestored(page: Surface): Promise<void> {
  await expect(page.getByRole('radio', { name: 'Billing' })).toBeChecked()
  await expect(page.getByLabel('Subject')).toHaveValue('Zip')
  await expect(page.getByLabel('Message')).toHaveValue('Line one.\n\nLine two.')
}

test('nothing is kept before the first keystroke', async ({ page }) => {
  await page.goto('/?subject=Prefilled')
  await page.getByLabel('Subject').focus()
  await page.getByLabel('Message').focus()
  await page.reload()
  expect(await page.evaluate(() => localStorage.length)).toBe(0)
  await expect(banner(page)).toBeHidden()
})

test('a draft is put back before anything is painted: nothing moves, and the focus stays where it is', async ({
  page,
}) => {
  await page.goto('/')
  await page.getByLabel('Message').fill('Many lines.\n'.repeat(40))
  await expectDrafts(page, 1)
  await page.addInitScript(() => {
    const shifts: number[] = []
    Object.assign(window, { shifts })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if ('value' in entry) shifts.push(Number(entry.value))
    }).observe({ type: 'layout-shift', buffered: true })
  })
  const sheet = Promise.withResolvers<void>()
  await page.route(/\.css/, async (route) => {
    await sheet.promise
    await route.continue()
  })
  await page.reload({ waitUntil: 'commit' })
  await expect(banner(page)).toBeVisible()
  await page.waitForFunction(() => performance.getEntriesByType('paint').length > 0)
  sheet.resolve()
  await page.waitForLoadState('networkidle')
  expect(await page.evaluate(() => Reflect.get(window, 'shifts'))).toEqual([])
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('BODY')
})

test('Start again empties the form, and Undo brings everything back', async ({ page }) => {
  await page.goto('/?name=Sam+Reed')
  await page.getByLabel('Subject').fill('Zip')
  await page.getByLabel('Your name').fill('Mia Berg')
  await expectDrafts(page, 1)
  const old = await page.locator('input[name=request]').inputValue()
  await page.reload()
  await page.getByRole('button', { name: 'Start again' }).click()
  await expect(page.getByText('Draft removed')).toBeVisible()
  await expect(page.getByLabel('Subject')).toHaveValue('')
  await expect(page.getByLabel('Your name')).toHaveValue('Sam Reed')
  await expect(page.locator('input[name=request]')).toHaveValue(/^[\w-]{43}$/)
  await expect(page.locator('input[name=request]')).not.toHaveValue(old)
  await expectDrafts(page, 0)
  await expect(page.getByRole('button', { name: 'Undo' })).toBeFocused()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(banner(page)).toBeVisible()
  await expect(page.getByLabel('Subject')).toHaveValue('Zip')
  await expect(page.getByLabel('Your name')).toHaveValue('Mia Berg')
  await expect(page.locator('input[name=request]')).toHaveValue(old)
  await expectDrafts(page, 1)
})

test('a sent message leaves no draft, through either door', async ({ page, browser, app }) => {
  await sendRequest(page, { subject: uniqueSubject('Draft ends'), message: 'Hello.' })
  expect(await draftsIn(page)).toEqual([])
  // Typed with a script, sent without: the chunks are there, the page's own script comes too late.
  const context = await browser.newContext({ baseURL: app.url })
  const slow = await context.newPage()
  await slow.goto('/')
  await fillForm(slow, { subject: uniqueSubject('Draft ends'), message: 'Hello.' })
  await expectDrafts(slow, 1)
  await slow.route('**/_next/static/**', (route) => route.abort())
  await slow.reload()
  await expect(banner(slow)).toBeVisible()
  await slow.getByRole('button', { name: 'Send message' }).click()
  await expect(slow).toHaveURL(/\/t\/[\w-]{43}\?sent=1/)
  expect(await draftsIn(slow)).toEqual([])
  await context.close()
})

test('a draft goes after seven days', async ({ page }) => {
  await page.goto('/')
  await page.getByLabel('Subject').fill('Zip')
  await expectDrafts(page, 1)
  await age(page, 6.9)
  await page.reload()
  await expect(banner(page)).toBeVisible()
  await age(page, 0.2)
  await page.reload()
  await expect(banner(page)).toBeHidden()
  await expect(page.getByLabel('Subject')).toHaveValue('')
  expect(await draftsIn(page)).toEqual([])
})

async function age(page: Page, days: number): Promise<void> {
  await page.evaluate((ms) => {
    for (const [key, text] of Object.entries(localStorage)) {
      const draft = JSON.parse(text)
      localStorage.setItem(key, JSON.stringify({ ...draft, atMs: draft.atMs - ms }))
    }
  }, days * 86_400_000)
}

test('where the browser stores nothing, the form works without drafts', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, 'localStorage', {
      get() {
        throw new DOMException('refused', 'SecurityError')
      },
    })
  })
  await sendRequest(page, { subject: uniqueSubject('No storage'), message: 'Hello.' })
})

test('where the storage is full, the form works without drafts', async ({ page }) => {
  await page.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError')
    }
  })
  await sendRequest(page, { subject: uniqueSubject('Full storage'), message: 'Hello.' })
})

test('two tabs keep two drafts, and neither is lost', async ({ page, context }) => {
  const other = await context.newPage()
  await page.goto('/')
  await other.goto('/')
  await page.getByLabel('Subject').fill('The first')
  await expectDrafts(page, 1)
  await other.getByLabel('Subject').fill('The second')
  await expectDrafts(page, 2)
  await page.reload()
  await expect(page.getByLabel('Subject')).toHaveValue('The first')
  await other.reload()
  await expect(other.getByLabel('Subject')).toHaveValue('The second')
  await other.getByRole('button', { name: 'Start again' }).click()
  await expectDrafts(page, 1)
  await other.reload()
  await expect(other.getByLabel('Subject')).toHaveValue('The first')
})

test('uploaded files come back with the draft, as long as they are with us', async ({ page, app }) => {
  const subject = uniqueSubject('Draft with file')
  await page.goto('/')
  await fillForm(page, { subject, message: 'See the file.' })
  await page.getByLabel('Attachments').setInputFiles({
    name: 'note.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from('A note.'),
  })
  await expect(page.getByText(/^Ready · /)).toBeVisible()
  await expect.poll(() => page.evaluate(() => Object.values(localStorage).join(''))).toContain('note.txt')
  expect(await page.evaluate(() => Object.values(localStorage).join(''))).not.toContain('A note.')
  await page.reload()
  await expect(page.getByRole('checkbox', { name: 'Keep note.txt' })).toBeChecked()
  await page.getByRole('button', { name: 'Send message' }).click()
  await expect(page.getByRole('heading', { name: 'Message sent' })).toBeVisible()
  const [message] = await staffOf(app).messages(subject)
  expect(message?.attachments).toHaveLength(1)
})

test('a reply comes back too, and goes when it is sent', async ({ page }) => {
  await sendRequest(page, { subject: uniqueSubject('Reply draft'), message: 'Hello.' })
  const reply = page.getByLabel('Reply', { exact: true })
  await reply.fill('Half a reply')
  await expectDrafts(page, 1)
  const [key = ''] = await draftsIn(page)
  expect(key).not.toContain(/\/t\/([\w-]{43})/.exec(page.url())?.[1] ?? '')
  await page.reload()
  await expect(banner(page)).toBeVisible()
  await expect(reply).toHaveValue('Half a reply')
  await reply.fill('A whole reply')
  await page.getByRole('button', { name: 'Send reply' }).click()
  await expect(page.getByText('Reply sent')).toBeVisible()
  await expect(banner(page)).toBeHidden()
  expect(await draftsIn(page)).toEqual([])
  await page.reload()
  await expect(reply).toHaveValue('')
})
