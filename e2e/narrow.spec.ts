/** On the narrowest screens and in letters of twice the size, nothing is cut off or lies beside the page. */
import type { Page } from '@playwright/test'
import { translator } from '#lib/i18n/translator.ts'
import { customer, uniqueSubject } from './support/customer.ts'
import { staffOf } from './support/staff.ts'
import { expect, test } from './support/test.ts'

for (const locale of ['en', 'de', 'ar'] as const) {
  const t = translator(locale)

  test(`form, mistakes and conversation fit 320 and 280 px, in large letters too, ${locale}`, async ({
    page,
    app,
  }) => {
    const staff = staffOf(app)
    await page.goto(`/?lang=${locale}`)
    await expectToFit(page)
    await page.getByRole('button', { name: t('form.send') }).click()
    await expect(page.getByRole('link', { name: t('fields.email.empty') })).toBeVisible()
    await expectToFit(page)

    const subject = uniqueSubject('Donaudampfschifffahrtsgesellschaft / فاتورة')
    await page.getByLabel(t('fields.subject.label')).fill(subject)
    await page.getByLabel(t('fields.message.label')).fill(`https://example.org/${'a'.repeat(80)}`)
    await page.getByLabel(t('fields.attachments.label')).setInputFiles({
      name: `Rechnung_${'2026-11-26_'.repeat(8)}فاتورة.txt`,
      mimeType: 'text/plain',
      buffer: Buffer.from('A note.'),
    })
    await expect(page.getByText(`${t('fields.attachments.ready')} · `)).toBeVisible()
    await page.getByLabel(t('fields.name.label')).fill(customer.name)
    await page.getByLabel(t('fields.email.label')).fill(customer.email)
    await expectToFit(page)
    await page.getByRole('button', { name: t('form.send') }).click()
    await expect(page.getByRole('heading', { name: t('sent.heading') })).toBeVisible()
    await expectToFit(page)

    await expect.poll(() => staff.messages(subject)).toHaveLength(1)
    const [message] = await staff.messages(subject)
    await staff.answer(message?.conversation.slug ?? '', 'Eine Antwort.\n\n> مرحبًا\n\n- eins\n- zwei')
    await page.goto(page.url().replace('?sent=1', ''))
    await expect(page.getByText('مرحبًا')).toBeVisible()
    await expectToFit(page)
  })
}

async function expectToFit(page: Page): Promise<void> {
  for (const width of [320, 280])
    for (const letters of ['100%', '200%']) {
      await page.setViewportSize({ width, height: 800 })
      const lost = await page.evaluate(findLost, letters)
      expect(lost, `${width} px, letters of ${letters}`).toEqual({ sideways: 0, beside: [], cut: [] })
    }
  await page.setViewportSize({ width: 360, height: 800 })
}

/** How far the page reaches sideways, what lies beside its column, and which texts are cut off. */
function findLost(fontSize: string) {
  const root = document.documentElement
  root.style.fontSize = fontSize
  const column = document.querySelector('main')?.getBoundingClientRect()
  const seen = [...document.querySelectorAll('main *, footer *')].filter(
    (element) =>
      element.getBoundingClientRect().width > 1 &&
      element.checkVisibility({ visibilityProperty: true }) &&
      // What is clipped to a dot is there, and lies nowhere.
      !element.closest('.sr-only'),
  )
  const beside = seen.filter((element) => {
    const { left, right } = element.getBoundingClientRect()
    return column && (left < column.left - 0.5 || right > column.right + 0.5)
  })
  const cut = seen.filter((element) => {
    if (getComputedStyle(element).overflow === 'visible' || element.matches('input, textarea')) return false
    return element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1
  })
  const found = {
    sideways: root.scrollWidth - root.clientWidth,
    beside: beside.map((element) => element.outerHTML.slice(0, 300)),
    cut: cut.map((element) => element.outerHTML.slice(0, 300)),
  }
  root.style.fontSize = ''
  return found
}
