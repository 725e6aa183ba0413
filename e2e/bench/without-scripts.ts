/** The form in a browser that runs no script: usable, or not. */
import type { Browser } from '@playwright/test'
import { caseAgainst, type Figure } from './figure.ts'

/** Fills it in, presses Send and looks for the thread. */
export async function sendWithoutScripts(browser: Browser, url: string): Promise<Figure> {
  const context = await browser.newContext({ javaScriptEnabled: false })
  try {
    const page = await context.newPage()
    await page.goto(url)
    await page.getByRole('radio', { name: 'Something else' }).check()
    await page.getByLabel('Subject').fill('Zip')
    await page.getByLabel('Message').fill('The zip of the jacket broke on day one.')
    await page.getByLabel('Name').fill('Mia Berg')
    await page.getByLabel('Email').fill('mia@example.org')
    await page.getByRole('button', { name: 'Send message' }).click()
    await page.waitForLoadState()
    const sent = /\/t\/[\w-]+/.test(page.url()) ? 1 : 0
    return {
      name: '4 Sent without JavaScript',
      ratio: 'requests that led to their thread ÷ filled in and sent',
      unit: '',
      cases: [caseAgainst(1, 'requests', [sent])],
    }
  } finally {
    await context.close()
  }
}
