/** What a customer calls themselves, their matter and their files: it stays text, wherever it stands. */
import type { Page } from '@playwright/test'
import { attacks } from '#lib/markup/attacks.ts'
import type { App } from '../support/app.ts'
import { expect, test } from '../support/test.ts'
import { openForm } from './outsider.ts'

const breakingOut = [
  '</script><script>alert(1)</script>',
  '<!--<script>',
  ']]><script>alert(1)</script>',
  '\u2028alert(1)//',
  '"><img src=x onerror=alert(1)>',
  '\\u003cscript\\u003ealert(1)',
]

/** The first of each family; a text of one line has room for no more than it may have characters. */
const vectors = [
  ...[...attacks.values()].flatMap(([first]) => (first ? [first] : [])),
  ...breakingOut,
].filter((text) => text.length <= 100)

test('S18 S19 S28 hostile names, subjects and file names are read as they were typed, and nothing of them acts', async ({
  page,
  app,
}) => {
  expect(vectors.length).toBeGreaterThan(10)
  const acted = watch(page, app)
  for (const vector of vectors) {
    const thread = await send(app, vector)
    await page.goto(thread)
    await expect(page.getByRole('article')).toHaveCount(1)
    const shown = await page.evaluate(() => document.body.innerText)
    expect(plain(shown), vector).toContain(plain(oneLine(vector)))
    const built = page.locator('.message-body *:not(p, br, span), bdi > *, h1 > img, h1 > script')
    expect(await built.count(), vector).toBe(0)
  }
  expect(acted).toEqual([])
})

test('S25 characters that turn the text do not leave the words that they stand in', async ({ page, app }) => {
  const thread = await send(app, '\u202eevil\u202c \u2066x \u200bname z̸̢̛͎a̷l̶g̸o', 'gpj.exe\u202e.txt')
  await page.goto(thread)
  // The message itself is a block of its own, in which nothing else stands.
  const around = await page.evaluate(() => {
    for (const body of document.querySelectorAll('.message-body')) body.remove()
    return document.body.innerText
  })
  expect(around).toContain('evil')
  // What our own words put around a name keeps it apart.
  expect(around).not.toMatch(/[\u202a-\u202e\u2066\u2067]/)
  await expect(page.getByText('gpj.exe.txt')).toBeVisible()
})

const oneLine = (text: string) => text.replace(/[\s\u2028\u2029\p{Cc}]+/gu, ' ').trim()
const plain = (text: string) => text.replaceAll('[:]', ':').replaceAll('[.]', '.').replace(/\s+/g, '')

/** Sends a request whose every word is `words`, with a file of that name; the answer is its thread. */
async function send(app: App, words: string, fileName = `${words}.txt`): Promise<string> {
  const body = new FormData()
  for (const [name, value] of Object.entries(await openForm(app))) body.set(name, value)
  for (const name of ['name', 'subject', 'message']) body.set(name, words)
  body.set('email', 'mia@example.org')
  body.append('attachments', new File(['hello'], fileName))
  const answer = await fetch(`${app.url}/submit/support`, {
    method: 'POST',
    headers: { origin: app.url },
    body,
    redirect: 'manual',
  })
  expect(answer.headers.get('location'), words).toMatch(/\/t\/[\w-]{43}/)
  return answer.headers.get('location') ?? ''
}

/** Dialogs, windows, and requests that leave the origin. */
function watch(page: Page, app: App): string[] {
  const acted: string[] = []
  page.on('dialog', (dialog) => {
    acted.push(`dialog ${dialog.message()}`)
    void dialog.dismiss()
  })
  page.on('popup', (popup) => acted.push(`window ${popup.url()}`))
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== app.url) acted.push(request.url())
  })
  return acted
}
