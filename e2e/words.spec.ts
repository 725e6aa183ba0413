/** No word that a customer reads stands outside the catalogues: a Japanese page has no Latin ones but those that it must have. */
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { catalogues } from '#lib/i18n/catalogues.ts'
import { translator } from '#lib/i18n/translator.ts'
import support from '#support.config'
import { type App, startApp } from './support/app.ts'
import { staffOf } from './support/staff.ts'
import { test as base, expect } from './support/test.ts'

const t = translator('ja')

/** What Latin letters the catalogue itself has, names of file types and units, and the zone of the shipped form. */
const expected = new Set([
  ...wordsIn(JSON.stringify(catalogues.ja)),
  ...wordsIn('PNG JPG WEBP HEIC GIF PDF DOCX XLSX PPTX ODT CSV TXT txt MP MOV WEBM MB UTC'),
])

function wordsIn(text: string): string[] {
  return text.match(/[A-Za-z]{2,}/g) ?? []
}

function writeSupport(): string {
  const brand = { ...support.brand, name: '港の店' }
  const path = join(mkdtempSync(join(tmpdir(), 'deskbell-words-')), 'support.json')
  writeFileSync(path, JSON.stringify({ ...support, brand }))
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

/** What is read of a page and what a screen reader says of it; not what stands in another language and says so. */
async function expectNoStrangers(page: Page): Promise<void> {
  const texts = await page.evaluate(() => {
    const found = [document.title]
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) {
      const parent = walker.currentNode.parentElement
      if (parent?.closest('script, style, template, body [lang]')) continue
      found.push(walker.currentNode.textContent ?? '')
    }
    for (const name of ['aria-label', 'alt', 'title', 'placeholder', 'aria-description'])
      for (const element of document.querySelectorAll(`body [${name}]`))
        if (!element.closest('body [lang]')) found.push(element.getAttribute(name) ?? '')
    return found
  })
  expect(texts.join('').length).toBeGreaterThan(20)
  const strangers = texts.filter(
    (text) =>
      !isReference(text) &&
      !isStaff(text) &&
      wordsIn(text.replace(staffName, '')).some((word) => !expected.has(word)),
  )
  expect(strangers, page.url()).toEqual([])
}

/** As the built-in helpdesk names its staff, and the letters that stand for them. */
const isStaff = (text: string) => text === 'ST'
const staffName = 'Support team'

const isReference = (text: string) => /^[A-Z\d]{4}-[A-Z\d]{4}$/.test(text)

test('on a form, in its mistakes and in its troubles', async ({ page, context }) => {
  await page.goto('/?lang=ja')
  await expectNoStrangers(page)
  await page.getByLabel(t('fields.email.label')).fill('港')
  await page.getByRole('button', { name: t('form.send') }).click()
  await expect(page.locator('#problems')).toBeFocused()
  await expectNoStrangers(page)
  await page.getByLabel(t('fields.attachments.label')).setInputFiles([
    { name: '空.txt', mimeType: 'text/plain', buffer: Buffer.from('') },
    { name: '図.txt', mimeType: 'text/plain', buffer: Buffer.from('図') },
  ])
  await expect(page.getByText(`${t('fields.attachments.ready')} · `)).toBeVisible()
  await expectNoStrangers(page)
  await page.reload()
  await expect(page.getByRole('button', { name: t('form.draft.startAgain') })).toBeVisible()
  await expectNoStrangers(page)
  const other = await context.newPage()
  await other.goto('/?lang=ja')
  await fill(other, '切断')
  await context.setOffline(true)
  await other.getByRole('button', { name: t('form.send') }).click()
  await expect(other.getByText(t('form.offline'))).toBeVisible()
  await expectNoStrangers(other)
  await context.setOffline(false)
})

test('in a conversation, from its first message to its rating', async ({ page, app }) => {
  const subject = `件名${Date.now()}`
  await page.goto('/?lang=ja')
  await fill(page, subject)
  await page.getByRole('button', { name: t('form.send') }).click()
  await expect(page.getByRole('heading', { name: t('sent.heading') })).toBeVisible()
  await expectNoStrangers(page)
  await page.getByRole('button', { name: t('thread.sendReply') }).click()
  await expect(page.getByText(t('fields.reply.empty')).first()).toBeVisible()
  await expectNoStrangers(page)
  const staff = staffOf(app)
  await expect.poll(() => staff.messages(subject)).toHaveLength(1)
  const [message] = await staff.messages(subject)
  await staff.answer(message?.conversation.slug ?? '', '返信です。')
  await page.goto(page.url().replace('?sent=1', ''))
  await expect(page.getByText('返信です。')).toBeVisible()
  await expectNoStrangers(page)
  const solve = page.getByRole('button', { name: t('thread.solve.button') })
  if (await solve.isVisible()) await solve.click()
  await expect(page.getByRole('button', { name: t('rating.send') })).toBeVisible()
  await page.getByRole('button', { name: t('rating.send') }).click()
  await expect(page.getByText(t('rating.choose'))).toBeVisible()
  await expectNoStrangers(page)
})

test('on pages that lead nowhere or refuse', async ({ app, browser }) => {
  const page = await browser.newPage({ baseURL: app.url })
  for (const path of ['/t/unknown', '/f/unknown', '/unknown', '/threads', '/link', '/identity']) {
    await page.goto(`${path}?lang=ja`)
    await expectNoStrangers(page)
  }
  const action = `${app.url}/submit/support?lang=ja`
  await page.goto(`data:text/html,<form method="post" action="${action}"><button>Go</button></form>`)
  await page.getByRole('button').click()
  await expect(page.getByRole('heading', { name: t('refusal.foreign.heading') })).toBeVisible()
  await expectNoStrangers(page)
  await page.close()
})

async function fill(page: Page, subject: string): Promise<void> {
  await page.getByLabel(t('fields.subject.label')).fill(subject)
  await page.getByLabel(t('fields.message.label')).fill('こんにちは。')
  await page.getByLabel(t('fields.name.label')).fill('港')
  await page.getByLabel(t('fields.email.label')).fill('a@1.io')
}
