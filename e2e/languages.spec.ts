/** Each customer in their own language: by the address, by their conversation, by their browser. */
import type { Page } from '@playwright/test'
import { directionOf, locales } from '#lib/i18n/locale.ts'
import { translator } from '#lib/i18n/translator.ts'
import { sendRequest, uniqueSubject } from './support/customer.ts'
import { expect, test } from './support/test.ts'

test('the form speaks each of the languages, in its direction, title included', async ({ page }) => {
  for (const locale of locales) {
    const t = translator(locale)
    await page.goto(`/?lang=${locale}`)
    await expect(page.locator('html')).toHaveAttribute('lang', locale)
    await expect(page.locator('html')).toHaveAttribute('dir', directionOf(locale))
    const heading = t('form.heading', { brand: 'Harbour Goods' })
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(heading)
    await expect(page).toHaveTitle(t('page.title', { title: heading, brand: 'Harbour Goods' }))
    await expect(page.getByRole('button', { name: t('form.send') })).toBeVisible()
  }
})

test('a browser is answered in the language that it prefers, unless the address asks for another', async ({
  request,
}) => {
  const languageOf = async (path: string, accepted: string) =>
    /<html lang="(?<lang>[^"]+)" dir="(?<dir>[^"]+)"/.exec(
      await (await request.get(path, { headers: { 'Accept-Language': accepted } })).text(),
    )?.groups
  expect(await languageOf('/', 'fi, fr-CA;q=0.8, en;q=0.5')).toEqual({ lang: 'fr', dir: 'ltr' })
  expect(await languageOf('/', 'he-IL')).toEqual({ lang: 'he', dir: 'rtl' })
  expect(await languageOf('/', 'fi')).toEqual({ lang: 'en', dir: 'ltr' })
  expect(await languageOf('/?lang=ja', 'fr')).toEqual({ lang: 'ja', dir: 'ltr' })
  expect(await languageOf('/nowhere', 'de')).toEqual({ lang: 'de', dir: 'ltr' })
})

test('S63 an address that asks for no language gets the page that it would get without', async ({
  request,
}) => {
  const hostile = [
    encodeURIComponent('<script>alert(1)</script>'),
    encodeURIComponent('de"onload="alert(1)'),
    encodeURIComponent('日本語'),
    '%0d%0aX-Evil:%201',
    '%00',
    '..%2F..%2Fde',
    '__proto__',
    'x'.repeat(4_000),
    '&lang=&lang=',
  ]
  for (const lang of hostile) {
    const answer = await request.get(`/?lang=${lang}&theme=${lang}`)
    expect(answer.status(), lang).toBe(200)
    const html = await answer.text()
    expect(html).toContain('<html lang="en" dir="ltr">')
    expect(html).not.toContain('<script>alert')
    expect(answer.headers()).not.toHaveProperty('x-evil')
  }
})

const german = translator('de')

test('a form that came back speaks the language of its page, and the conversation goes on in it, and in its theme', async ({
  page,
}) => {
  await page.goto('/?lang=de&theme=dark')
  await sendAndMend(page)
  await expect(page.getByRole('button', { name: german('thread.sendReply') })).toBeVisible()
})

test('a page leads to itself in each other language, with what was typed, and a conversation too', async ({
  page,
}) => {
  await page.goto('/?name=Sam+Reed')
  const switcher = page.getByRole('navigation', { name: 'Languages' })
  await expect(switcher.getByRole('link')).toHaveCount(locales.length)
  await expect(switcher.getByRole('link', { name: 'English' })).toHaveAttribute('aria-current', 'true')
  await page.getByLabel('Subject').fill('Zip')
  await expect.poll(() => page.evaluate(() => localStorage.length)).toBe(1)
  await switcher.getByRole('link', { name: 'Deutsch' }).click()
  await expect(page).toHaveURL(/\/\?name=Sam\+Reed&lang=de$/)
  await expect(page.getByLabel(german('fields.subject.label'))).toHaveValue('Zip')
  await expect(page.getByLabel(german('fields.name.label'))).toHaveValue('Sam Reed')
  await expect(page.getByRole('radio', { name: 'Bestellung oder Lieferung' })).toBeVisible()
  await page.goto('/')
  await sendRequest(page, { subject: uniqueSubject('Switch'), message: 'Hello.' })
  await page.getByRole('link', { name: 'עברית' }).click()
  await expect(page).toHaveURL(/\/t\/[\w-]{43}\?lang=he$/)
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl')
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('a form that came back speaks the language of its page, and the conversation goes on in it, and in its theme', async ({
    page,
  }) => {
    await page.goto('/?lang=de&theme=dark')
    await sendAndMend(page, async () => {
      await expect(page).toHaveTitle(/^Fehler: /)
      await expect(page).toHaveURL(/\?lang=de&theme=dark&again=/)
      await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
    })
    await page.getByRole('button', { name: german('thread.sendReply') }).click()
    await expect(page.getByText(german('fields.reply.empty'))).toBeVisible()
    await page.goto(`${page.url().split('?')[0]}?lang=fr`)
    await page.getByRole('button', { name: translator('fr')('thread.sendReply') }).click()
    await expect(page.getByText(translator('fr')('fields.reply.empty'))).toBeVisible()
  })
})

/** An English browser on a German page: mistakes, then success. */
async function sendAndMend(page: Page, onMistakes: () => Promise<void> = async () => {}): Promise<void> {
  const send = page.getByRole('button', { name: german('form.send') })
  await send.click()
  await expect(page.getByRole('link', { name: german('fields.subject.empty') })).toBeVisible()
  await onMistakes()
  await page.getByLabel(german('fields.subject.label')).fill(uniqueSubject('Rechnung'))
  await page.getByLabel(german('fields.message.label')).fill('Die Rechnung fehlt.')
  await page.getByLabel(german('fields.name.label')).fill('Mia Berg')
  await page.getByLabel(german('fields.email.label')).fill('mia@example.org')
  await send.click()
  await expect(page).toHaveURL(/\/t\/[\w-]{43}\?sent=1&theme=dark$/)
  await expect(page.locator('html')).toHaveAttribute('lang', 'de')
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await expect(page.getByRole('heading', { name: german('sent.heading') })).toBeVisible()
}

test('a refusal before anything was read is in the language of the page as well', async ({ request }) => {
  const answer = await request.post('/submit/support?lang=tr', {
    headers: { Origin: 'https://evil.example' },
    multipart: { subject: 'x' },
  })
  expect(answer.status()).toBe(403)
  const html = await answer.text()
  expect(html).toContain('<html lang="tr" dir="ltr">')
  expect(html).toContain(translator('tr')('refusal.foreign.heading'))
})
