/** The Chromium of the measurements. */
import { type Browser, chromium } from '@playwright/test'

/** Starts the one at DESKBELL_CHROMIUM, or Playwright's own. */
export function launchBrowser(args: readonly string[] = []): Promise<Browser> {
  const executablePath = process.env.DESKBELL_CHROMIUM
  return chromium.launch({
    ...(executablePath && { executablePath }),
    args: ['--no-sandbox', '--disable-background-networking', ...args],
  })
}
