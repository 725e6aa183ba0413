/** The first picture of a form, on its page and in a frame, waits for nothing but its document, and is right from the start. */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext, Page } from '@playwright/test'
import { startApp } from '../support/app.ts'
import { writeLargeSupport } from '../support/large-form.ts'
import { expect, test } from '../support/test.ts'

const looks = [
  { width: 360, query: 'theme=light' },
  { width: 360, query: 'theme=dark&radius=none&lang=ar' },
  { width: 768, query: 'theme=light&lang=ja' },
  { width: 1280, query: 'theme=light&font=serif' },
  { width: 1280, query: 'theme=dark&accent=%23117733&topic=billing&subject=Lamp' },
]

// Without a script the form stays as it was first painted.
test.use({ javaScriptEnabled: false })

test('E10 a form looks the same before its style sheet is there and after', async ({ context, app }) => {
  for (const { width, query } of looks)
    for (const path of ['embed/support', 'f/support'])
      await looksTheSame(context, `${app.url}/${path}?${query}`, { width, height: 1_300 })
})

test('E10 a form of forty fields looks the same before its style sheet is there and after', async ({
  context,
}) => {
  const path = writeLargeSupport(mkdtempSync(join(tmpdir(), 'deskbell-picture-')))
  const app = await startApp({ SUPPORT_CONFIG: path })
  for (const { width, query } of looks)
    for (const path of ['embed/support', 'f/support'])
      await looksTheSame(context, `${app.url}/${path}?${query}`, { width, height: 4_000 })
  await app.stop()
})

async function looksTheSame(
  context: BrowserContext,
  url: string,
  viewport: { readonly width: number; readonly height: number },
): Promise<void> {
  const [bare, whole] = [await context.newPage(), await context.newPage()]
  for (const page of [bare, whole]) await page.setViewportSize(viewport)
  await bare.route(/\.css/, (route) => route.abort())
  await bare.goto(url)
  const styled = whole.waitForResponse((response) => response.url().includes('.css'))
  await whole.goto(url)
  await (await styled).finished()
  expect(await whole.getByRole('button', { name: /./ }).count(), url).toBeGreaterThan(0)
  expect(await lookOf(bare), `${url} at ${viewport.width} px`).toEqual(await lookOf(whole))
  for (const page of [bare, whole]) await page.close()
}

/** Where everything is that is seen, and what it looks like: by element, in page order. */
const lookOf = (page: Page) =>
  page.evaluate(() => {
    const aspects = [
      ...['color', 'background-color', 'opacity', 'box-shadow', 'text-decoration-line', 'color-scheme'],
      ...['border-width', 'border-color', 'accent-color', 'letter-spacing', 'text-align'],
      ...['font-family', 'font-size', 'font-weight', 'line-height'],
    ]
    const isSeen = (element: Element) =>
      element.checkVisibility({ visibilityProperty: true }) &&
      // What is there for screen readers, and the places of mistakes, are not.
      !element.matches('style, script, link, .sr-only, .sr-only *, p:empty, span:empty')
    return [...document.querySelectorAll('body, body *')].filter(isSeen).map((element) => {
      const { x, y, width, height } = element.getBoundingClientRect()
      const lookOfPart = (part: string) => {
        const style = getComputedStyle(element, part)
        return aspects.map((aspect) => `${aspect}: ${style.getPropertyValue(aspect)}`)
      }
      return {
        element: `${element.localName}#${element.id}.${element.className}`,
        place: [x, y, width, height],
        look: lookOfPart(''),
        ...(element.localName === 'input' && {
          button: lookOfPart('::file-selector-button'),
          placeholder: lookOfPart('::placeholder'),
        }),
      }
    })
  })
