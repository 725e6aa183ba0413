/** How soon the frame is as tall as its content has become. */
import type { Browser, Frame, Page } from '@playwright/test'
import { heightsOf } from '../embed/watch-host.ts'
import { caseAgainst, type Figure } from './figure.ts'

const followsMs = 100

/** The first round warms up. */
export async function measureHeight(browser: Browser, url: string, rounds: number): Promise<Figure> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } })
  await page.addInitScript(() => {
    if (window.parent !== window) return
    addEventListener('support-form:resize', () => {
      document.documentElement.dataset.resizedAt = String(performance.timeOrigin + performance.now())
    })
  })
  await page.goto(url)
  await page.frameLocator('iframe').locator('.files-live').waitFor()
  await untilFitting(page)
  const taken = changes.map((): number[] => [])
  for (let round = 0; round <= rounds; round += 1)
    for (const [index, change] of changes.entries()) {
      const ms = await followOnce(page, change)
      if (round > 0) taken[index]?.push(ms)
    }
  await page.close()
  return {
    name: 'The height of the frame',
    ratio: `time from a change inside the frame to its height on the page around ÷ ${followsMs} ms`,
    unit: 'ms',
    cases: changes.map(({ name }, index) => caseAgainst(followsMs, name, taken[index] ?? [])),
  }
}

interface Change {
  readonly name: string
  /** Of the message. */
  readonly text: string
  /** Of all letters. */
  readonly fontSize: string
}

/** What changes the height of what is in the frame, one after the other. */
const changes: readonly Change[] = [
  { name: 'a longer text', text: 'line\n'.repeat(12), fontSize: '100%' },
  { name: 'a shorter text', text: 'short', fontSize: '100%' },
  { name: 'letters twice as large', text: 'short', fontSize: '200%' },
  { name: 'letters as before', text: 'short', fontSize: '100%' },
]

/** Both sides read the same clock. */
async function followOnce(page: Page, change: Change): Promise<number> {
  const { frame: before } = await heightsOf(page)
  const changedAt = await frameIn(page).evaluate(({ text, fontSize }) => {
    const now = performance.timeOrigin + performance.now()
    const message = document.querySelector('textarea')
    if (message) message.value = text
    document.documentElement.style.fontSize = fontSize
    return now
  }, change)
  await untilFitting(page)
  if ((await heightsOf(page)).frame === before) throw new Error(`${change.name}: the height has not changed`)
  return (await page.evaluate(() => Number(document.documentElement.dataset.resizedAt))) - changedAt
}

async function untilFitting(page: Page): Promise<void> {
  for (;;) {
    const { frame, content } = await heightsOf(page)
    if (Math.abs(frame - content) <= 1) return
  }
}

/** The one on the page. */
function frameIn(page: Page): Frame {
  const frame = page.frames().find((each) => each !== page.mainFrame())
  if (!frame) throw new Error('there is no frame')
  return frame
}
