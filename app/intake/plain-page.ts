/** A page in one string, for answers of route handlers that a person may see. */
import { randomBytes } from 'node:crypto'
import { retryAfterSeconds } from '#lib/guard/pressure.ts'
import { directionOf } from '#lib/i18n/locale.ts'
import type { Translate } from '#lib/i18n/translator.ts'
import { frameAncestors } from '../embed/framing.ts'
import { formPath } from '../paths.ts'

interface More {
  /** HTML in place of the link to the main form; whatever of it came with a request is escaped already. */
  readonly instead?: string
  /** Who may frame it; inside a frame the link opens a tab of its own, because the main form may not be framed. */
  readonly framers?: readonly string[] | undefined
}

/** A complete HTML answer: a heading, a sentence, and a link to the main form or what stands in for it. */
export function plainPage(
  t: Translate,
  status: number,
  heading: string,
  sentence: string,
  { instead, framers = [] }: More = {},
): Response {
  const nonce = randomBytes(16).toString('base64')
  const body = `<!doctype html>
<html lang="${t.locale}" dir="${directionOf(t.locale)}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${heading}</title>
<style nonce="${nonce}">${style}</style>
<main><h1>${heading}</h1><p>${sentence}</p>${instead ?? linkToForm(t, framers.length > 0)}</main>
</html>`
  const headers = headersOf(nonce, instead ? "'self'" : "'none'", framers)
  const retryAfter = status === 503 ? { 'Retry-After': String(retryAfterSeconds) } : {}
  return new Response(body, { status, headers: { ...headers, ...retryAfter } })
}

const linkToForm = (t: Translate, isFramed: boolean) =>
  `<p><a href="${formPath('support')}"${isFramed ? ' target="_blank" rel="noopener"' : ''}>${t('page.contactUs')}</a></p>`

const headersOf = (nonce: string, formAction: string, framers: readonly string[]) => ({
  'Content-Type': 'text/html; charset=utf-8',
  'Cache-Control': 'private, no-store',
  'Content-Security-Policy': `default-src 'none'; style-src 'nonce-${nonce}'; base-uri 'none'; form-action ${formAction}; ${frameAncestors(framers)}`,
  'Referrer-Policy': 'same-origin',
  ...(framers.length > 0 ? {} : { 'X-Frame-Options': 'DENY' }),
  'X-Robots-Tag': 'noindex, nofollow',
})

const style = `
  body { margin: 0; padding: 3rem 1rem; font: 1rem/1.5 -apple-system, "Segoe UI", Roboto, Arial, sans-serif }
  main { max-width: 36rem; margin: 0 auto }
  h1 { font-size: 1.625rem; line-height: 1.2 }
  textarea { box-sizing: border-box; width: 100%; padding: .75rem; font: inherit }
  button { padding: .75rem 1.5rem; font: inherit; font-weight: 600 }`
