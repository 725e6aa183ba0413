/** Where a customer meets the form: its own page, or a frame on somebody's. What they do there is the same. */
import type { Page } from '@playwright/test'
import type { App } from './app.ts'
import type { Surface } from './customer.ts'
import { type Host, pageWith, snippetOf } from './host.ts'

export interface Place {
  /** Opens the form. @param app another one than that of all tests; it must allow the host to frame it. */
  open(app?: string): Promise<Surface>
  /** The conversation of the message that was just sent, in a page of its own. */
  followConversation(): Promise<Page>
}

export function openPlace(
  page: Page,
  where: 'page' | 'embed',
  { app, host }: { readonly app: App; readonly host: Host },
): Place {
  if (where === 'page')
    return {
      async open(url = app.url) {
        await page.goto(`${url}/`)
        return page
      },
      async followConversation() {
        await page.waitForURL(/\/t\/[\w-]{43}\?sent=1/)
        return page
      },
    }
  const frame = page.frameLocator('iframe')
  return {
    async open(url = app.url) {
      await page.goto(host.show(pageWith(snippetOf(url))))
      return frame
    },
    async followConversation() {
      const link = frame.getByRole('link', { name: 'Open your conversation' })
      const [conversation] = await Promise.all([page.waitForEvent('popup'), link.click()])
      return conversation
    },
  }
}
