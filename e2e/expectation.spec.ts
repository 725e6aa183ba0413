/** What a customer may expect: a reference at once, how soon the team answers, or when it is back, by their own clock. */
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { weekdays } from '#lib/form/office-hours.ts'
import { locales } from '#lib/i18n/locale.ts'
import { translator } from '#lib/i18n/translator.ts'
import support from '#support.config'
import { expectAccessible } from './support/accessible.ts'
import { type App, startApp } from './support/app.ts'
import { fillForm, uniqueSubject } from './support/customer.ts'
import { test as base, expect } from './support/test.ts'

const dayMs = 86_400_000
/** Clocks in Tokyo never change. The team has one morning a week, the one in three days. */
const backMs = Math.floor((Date.now() + 9 * 3_600_000) / dayMs + 3) * dayMs
const always = ['00:00-24:00']

function writeSupport(): string {
  const form = { ...support.forms.support, timeZone: 'Asia/Tokyo' }
  const closed = { [weekdays[new Date(backMs).getUTCDay()] ?? '']: ['09:00-12:00'] }
  const open = Object.fromEntries(weekdays.map((day) => [day, always]))
  const forms = {
    support: { ...form, officeHours: { week: closed } },
    open: { ...form, officeHours: { week: open } },
    plain: form,
  }
  const path = join(mkdtempSync(join(tmpdir(), 'deskbell-hours-')), 'support.json')
  writeFileSync(path, JSON.stringify({ ...support, forms }))
  return path
}

const test = base.extend<object, { app: App }>({
  app: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from it.
    async ({}, use) => {
      const app = await startApp({ SUPPORT_CONFIG: writeSupport() })
      await use(app)
      await app.stop()
    },
    { scope: 'worker' },
  ],
})

const styles = {
  moment: {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
  },
} as const

/** As a browser in that zone writes it. */
const writtenIn = (page: Page, timeZone: string, locale = 'en') =>
  page.evaluate(({ ms, tag, options }) => new Intl.DateTimeFormat(tag, options).format(ms), {
    ms: backMs,
    tag: `${locale}-u-nu-latn`,
    options: { ...styles.moment, timeZone },
  })

const hours = (page: Page) => page.getByRole('complementary', { name: 'Office hours' })

test.describe('a visitor in New York', () => {
  test.use({ timezoneId: 'America/New_York' })

  test('reads there when a team in Tokyo is back, on the form, after sending and while waiting, and nothing moves', async ({
    page,
  }) => {
    await page.addInitScript(() => {
      const shifts: string[] = []
      Object.assign(window, { shifts })
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) shifts.push(JSON.stringify(entry))
      }).observe({ type: 'layout-shift', buffered: true })
    })
    await page.goto('/', { waitUntil: 'networkidle' })
    const time = await writtenIn(page, 'America/New_York')
    expect(time).toMatch(/ at [78]:00 PM E[SD]T$/)
    await expect(page.getByText(`The team is back: ${time}`)).toBeVisible()
    await expect(hours(page)).toContainText(/[78]:00\s–\s1[01]:00\sPM/)
    await expect(hours(page)).toContainText('Times are in America/New_York')
    expect(await page.evaluate(() => Reflect.get(window, 'shifts'))).toEqual([])
    await fillForm(page, { subject: uniqueSubject('Closed'), message: 'Hello.' })
    await page.getByRole('button', { name: 'Send message' }).click()
    await expect(page.getByText('Your reference')).toBeVisible()
    await expect(page.getByText(`when the team is back: ${time}.`)).toBeVisible()
    await expect(page.getByText(`No answer yet. The team is back: ${time}.`)).toBeVisible()
  })

  test('still does after an attempt that took long and came to nothing', async ({ page }) => {
    await page.goto('/')
    const line = page.getByText(`The team is back: ${await writtenIn(page, 'America/New_York')}`)
    await fillForm(page, { subject: uniqueSubject('Slow'), message: 'Hello.' })
    const answers: (() => void)[] = []
    await page.route('**/*', async (route) => {
      if (route.request().method() !== 'POST') return route.continue()
      await new Promise<void>((resolve) => answers.push(resolve))
      await route.fulfill({ contentType: 'text/plain', body: 'gone' })
    })
    await page.getByRole('button', { name: 'Send message' }).click()
    await expect(page.getByText('Still sending.')).toBeVisible()
    await expect(line).toBeHidden()
    const release = setInterval(() => answers.splice(0).map((answer) => answer()), 100)
    await expect(line).toBeVisible()
    clearInterval(release)
  })

  test('reads it in each language', async ({ page }) => {
    for (const locale of locales) {
      await page.goto(`/?lang=${locale}`)
      const time = page.locator('.submit-area time')
      await expect(time).toHaveText(await writtenIn(page, 'America/New_York', locale))
      const words = translator(locale)('form.back', { time: '' }).replace(/[\u2068\u2069]/g, '')
      await expect(page.locator('.submit-area')).toContainText(words.trim())
    }
  })
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false, timezoneId: 'America/New_York' })

  test('the time is the team’s, and its zone is named', async ({ page }) => {
    await page.goto('/')
    await expect(page.getByText(/The team is back: \w+, \w+ \d+ at 9:00\sAM GMT\+9$/)).toBeVisible()
    await expect(hours(page)).toContainText(/9:00\sAM\s–\s12:00\sPM/)
    await expect(hours(page)).toContainText('Times are in Asia/Tokyo')
    await fillForm(page, { subject: uniqueSubject('Closed'), message: 'Hello.' })
    await page.getByRole('button', { name: 'Send message' }).click()
    await expect(page.getByText('Your reference')).toBeVisible()
    await expect(page.getByText(/when the team is back: \w+, \w+ \d+ at 9:00\sAM GMT\+9\.$/)).toBeVisible()
  })
})

test('while the team is there, the usual time is said, and the days ahead stand beside the form', async ({
  page,
}) => {
  await page.goto('/f/open')
  await expect(page.getByText('Usually answered within 24 hours')).toBeVisible()
  await expect(page.getByText('The team is back')).toBeHidden()
  await expect(hours(page).getByRole('listitem')).toHaveCount(7)
  await expectAccessible(page)
  await page.goto('/f/plain')
  await expect(page.getByText('Usually answered within 24 hours')).toBeVisible()
  await expect(hours(page)).toBeHidden()
})
