/** Every state between an empty form and a sent message, from left to right and from right to left, as axe and eyes find it. */
import type { Page, Route } from '@playwright/test'
import { translator } from '#lib/i18n/translator.ts'
import { expectAccessible } from './support/accessible.ts'
import { customer, uniqueSubject } from './support/customer.ts'
import { expect, test } from './support/test.ts'

for (const locale of ['en', 'ar', 'he'] as const) {
  const t = translator(locale)

  test(`axe finds nothing in any state of sending, ${locale}, light and dark`, async ({ context }) => {
    // Not the watched page: what a browser says about a lost connection is no mistake here.
    const page = await context.newPage()
    await page.goto(`/?lang=${locale}`)
    await expectAccessible(page)
    const send = page.getByRole('button', { name: t('form.send') })
    await send.click()
    await expect(page.locator('#problems')).toBeFocused()
    await expectAccessible(page)

    await fill(page, uniqueSubject('States'))
    const release = await holdAnswers(page)
    await send.click()
    await expect(page.getByText(t('form.slow'))).toBeVisible()
    await expectAccessible(page)
    await release()
    await expect(page.getByText(t('form.unconfirmed'))).toBeVisible()
    await expectAccessible(page)

    await page.reload()
    await expect(page.getByRole('button', { name: t('form.draft.startAgain') })).toBeVisible()
    await expectAccessible(page)

    await context.setOffline(true)
    await send.click()
    await expect(page.getByText(t('form.offline'))).toBeVisible()
    await expectAccessible(page)

    await context.setOffline(false)
    await expect(page.getByRole('heading', { name: t('sent.heading') })).toBeVisible()
    await expectAccessible(page)
  })

  async function fill(page: Page, subject: string): Promise<void> {
    await page.getByLabel(t('fields.subject.label')).fill(subject)
    await page.getByLabel(t('fields.message.label')).fill('مرحبًا, שלום, Hello.')
    await page.getByLabel(t('fields.name.label')).fill(customer.name)
    await page.getByLabel(t('fields.email.label')).fill(customer.email)
  }
}

/** No attempt is answered until release; then none makes sense. */
async function holdAnswers(page: Page): Promise<() => Promise<void>> {
  const held: Route[] = []
  let isHeld = true
  const answer = (route: Route) => route.fulfill({ contentType: 'text/plain', body: 'gone' })
  await page.route('**/*', (route) => {
    if (route.request().method() !== 'POST') return route.fallback()
    return isHeld ? void held.push(route) : answer(route)
  })
  return async () => {
    isHeld = false
    for (const route of held) await answer(route)
    await expect(page.locator('form')).not.toHaveAttribute('aria-busy', 'true')
    await page.unroute('**/*')
  }
}

test('in forced colours, mistakes, selection, buttons and focus are seen by their edges', async ({
  page,
}) => {
  await page.emulateMedia({ forcedColors: 'active' })
  await page.goto('/')
  await page.getByRole('button', { name: 'Send message' }).click()
  await page.getByRole('radio', { name: 'Billing' }).check()
  const edgeOf = (selector: string) =>
    page
      .locator(selector)
      .first()
      .evaluate((element) => {
        const { borderTopWidth, borderTopStyle } = getComputedStyle(element)
        return `${borderTopWidth} ${borderTopStyle}`
      })
  expect(await edgeOf('[name=subject]')).toBe('2px solid')
  expect(await edgeOf('.choice:has(:checked)')).toBe('2px solid')
  expect(await edgeOf('.choice:not(:has(:checked))')).toBe('1px solid')
  expect(await edgeOf('.send')).toBe('1px solid')
  expect(await edgeOf('#problems')).toBe('2px solid')
  await page.getByLabel('Email').focus()
  const outline = await page.getByLabel('Email').evaluate((element) => getComputedStyle(element).outline)
  expect(outline).toMatch(/solid 3px$/)
})

test('with reduced motion nothing turns while a message is sent', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.goto('/')
  await page.getByLabel('Subject').fill('Motion')
  await page.getByLabel('Message').fill('Hello.')
  await page.getByLabel('Your name').fill(customer.name)
  await page.getByLabel('Email').fill(customer.email)
  const release = await holdAnswers(page)
  await page.getByRole('button', { name: 'Send message' }).click()
  await expect(page.getByRole('button', { name: 'Sending…' })).toBeVisible()
  await expect(page.locator('.spinner > i').first()).toBeVisible()
  expect(
    await page.evaluate(() =>
      document.getAnimations().map((animation) => animation.effect?.getTiming().iterations),
    ),
  ).not.toContain(Infinity)
  await release()
})
