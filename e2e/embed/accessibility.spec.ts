/** The embed for everybody: names, keyboard, small screens, forced colours. */
import AxeBuilder from '@axe-core/playwright'
import { fillForm, uniqueSubject } from '../support/customer.ts'
import { pageWith, snippetOf } from '../support/host.ts'
import { expect, test } from '../support/test.ts'

test.describe('in a frame', () => {
  test.use({ where: 'embed' })

  test('E19 the frame is called what its document is called, and axe finds nothing on either side', async ({
    page,
    place,
  }) => {
    const form = await place.open()
    await expect(form.getByText('or drop or paste them here')).toBeVisible()
    const title = await form.locator('head > title').textContent()
    expect(title).toBe('Contact Harbour Goods')
    await expect(page.locator('iframe')).toHaveAttribute('title', title ?? '')
    await expect(form.getByRole('heading', { level: 1 })).toHaveText(title ?? '')
    await form.getByRole('button', { name: 'Send message' }).click()
    await expect(form.getByRole('alert').filter({ hasText: 'Start with' })).toBeVisible()
    // In dark the words lie on the page around, which axe does not see from inside: the tokens have their own test.
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.map(({ id, nodes }) => ({ id, nodes: nodes.map((node) => node.html) }))).toEqual([])
  })
})

test('E19 Tab goes through the form in order, and on', async ({ page, app, host }) => {
  await page.goto(host.show(pageWith(`${snippetOf(app.url)}<button>Next on the page</button>`)))
  const form = page.frameLocator('iframe')
  await expect(form.getByText('or drop or paste them here')).toBeVisible()
  await page.locator('#search').focus()
  await page.keyboard.press('Tab')
  await expect(form.getByRole('radio').first()).toBeFocused()
  for (const label of ['Subject', 'Message', 'Attachments', 'Your name', 'Email']) {
    await page.keyboard.press('Tab')
    await expect(form.getByLabel(label)).toBeFocused()
  }
  await page.keyboard.press('Tab')
  await expect(form.getByRole('button', { name: 'Send message' })).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(page.getByRole('button', { name: 'Next on the page' })).toBeFocused()
})

test('E19 at 280 px nothing lies beside the frame, and no letter in a field is under 16 px', async ({
  page,
  app,
}) => {
  await page.setViewportSize({ width: 280, height: 800 })
  await page.goto(`${app.url}/embed/support`)
  const { scroll, client, sizes } = await page.locator('html').evaluate((root) => ({
    scroll: root.scrollWidth,
    client: root.clientWidth,
    sizes: [...document.querySelectorAll('input:not([type=file]), textarea')].map((field) =>
      parseFloat(getComputedStyle(field).fontSize),
    ),
  }))
  expect(scroll).toBe(client)
  expect(Math.min(...sizes)).toBeGreaterThanOrEqual(16)
  await page.emulateMedia({ forcedColors: 'active' })
  await expect(page.getByRole('button', { name: 'Send message' })).toBeVisible()
})

test.describe('in a frame, for somebody who wants no movement', () => {
  test.use({ where: 'embed', contextOptions: { reducedMotion: 'reduce' } })

  test('E19 nothing moves by itself, also while a message is sent', async ({ page, place }) => {
    const held: (() => void)[] = []
    await page.route('**/embed/support*', async (route) => {
      if (route.request().method() === 'POST') await new Promise<void>((resolve) => held.push(resolve))
      await route.continue()
    })
    const form = await place.open()
    await fillForm(form, { subject: uniqueSubject('Calm'), message: 'Hello.' })
    await form.getByRole('button', { name: 'Send message' }).click()
    await expect(form.getByRole('button', { name: 'Sending…' })).toBeVisible()
    expect(
      await form
        .locator('body')
        .evaluate(() => document.getAnimations().filter(({ playState }) => playState === 'running').length),
    ).toBe(0)
    await expect.poll(() => held.length).toBe(1)
    for (const release of held) release()
    await expect(form.getByRole('heading', { name: 'Message sent' })).toBeVisible()
  })
})
