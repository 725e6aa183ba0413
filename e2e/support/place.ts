/** Where a customer meets the form: its own page, or a frame on somebody's. What they do there is the same. */
import type { Page } from '@playwright/test'
import type { App } from './app.ts'
import type { Surface } from './customer.ts'
import { type Host, pageWith, snippetOf } from './host.ts'

export interface Place {
  /** Opens the form. @param query of its address. */
  open(query?: string): Promise<Surface>
  /** The conversation of the message that was just sent, in a page of its own. */
  followConversation(): Promise<Page>
}

export function openPlace(
  page: Page,
  where: 'page' | 'embed',
  { app, host }: { readonly app: Pick<App, 'url'>; readonly host: Host },
): Place {
  if (where === 'page')
    return {
      async open(query = '') {
        await page.goto(`${app.url}/${query}`)
        return page
      },
      async followConversation() {
        await page.waitForURL(/\/t\/[\w-]{43}\?sent=1/)
        return page
      },
    }
  const frame = page.frameLocator('iframe')
  return {
    async open(query = '') {
      await page.goto(host.show(pageWith(snippetOf(app.url, { query: query.replaceAll('&', '&amp;') }))))
      return frame
    },
    async followConversation() {
      const link = frame.getByRole('link', { name: 'Open your conversation' })
      const [conversation] = await Promise.all([page.waitForEvent('popup'), link.click()])
      return conversation
    },
  }
}
