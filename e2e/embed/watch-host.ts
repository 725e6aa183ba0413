/** What a host page notices of an embed: its events, how much it moved, what its own policy was asked to forbid. */
import type { Page } from '@playwright/test'

interface Noticed {
  readonly events: readonly { readonly type: string; readonly detail: Readonly<Record<string, unknown>> }[]
  /** The sum of all layout shifts, those right after an input included. */
  readonly shift: number
  readonly violations: readonly string[]
}

declare global {
  interface Window {
    noticed?: { events: unknown[]; shift: number; violations: string[] }
  }
}

/** Begins with the next page. @returns what was noticed so far, when asked. */
export async function watchHost(page: Page): Promise<() => Promise<Noticed>> {
  await page.addInitScript(() => {
    if (window.parent !== window) return
    const noticed: NonNullable<Window['noticed']> = { events: [], shift: 0, violations: [] }
    window.noticed = noticed
    for (const type of ['ready', 'started', 'resize', 'submitting', 'submitted', 'error', 'closed'])
      window.addEventListener(`support-form:${type}`, (event) =>
        noticed.events.push({ type, detail: event instanceof CustomEvent ? event.detail : null }),
      )
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
      noticed.violations.push(`${violatedDirective} ${blockedURI}`),
    )
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if ('value' in entry) noticed.shift += Number(entry.value)
    }).observe({ type: 'layout-shift', buffered: true })
  })
  return () =>
    page.evaluate(
      () =>
        new Promise<Noticed>((resolve) => {
          // Two frames: what has moved is reported after it was painted.
          requestAnimationFrame(() =>
            requestAnimationFrame(() => resolve(JSON.parse(JSON.stringify(window.noticed)))),
          )
        }),
    )
}

/** The height of the frame, and of what is in it. */
export async function heightsOf(page: Page): Promise<{ frame: number; content: number }> {
  const frame = await page.locator('iframe').evaluate((element) => element.clientHeight)
  const content = await page
    .frameLocator('iframe')
    .locator('#embed')
    .evaluate((element) => element.getBoundingClientRect().height)
  return { frame, content }
}
