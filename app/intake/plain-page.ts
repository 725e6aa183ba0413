/** A page in one string, for answers of route handlers that a person may see: our own words only, nothing they sent. */
import { randomBytes } from 'node:crypto'
import { translator } from '#lib/i18n/translator.ts'

/** A complete HTML answer with a link to the main form. The words come from the catalogue, never from a request. */
export function plainPage(status: number, heading: string, sentence: string): Response {
  const nonce = randomBytes(16).toString('base64')
  const body = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${heading}</title>
<style nonce="${nonce}">${style}</style>
<main><h1>${heading}</h1><p>${sentence}</p><p><a href="/">${translator()('page.contactUs')}</a></p></main>
</html>`
  return new Response(body, {
    status,
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Cache-Control': 'private, no-store',
      'Content-Security-Policy': `default-src 'none'; style-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
      'Referrer-Policy': 'same-origin',
      'X-Robots-Tag': 'noindex, nofollow',
    },
  })
}

const style = `
  body { margin: 0; padding: 3rem 1rem; font: 1rem/1.5 -apple-system, "Segoe UI", Roboto, Arial, sans-serif }
  main { max-width: 36rem; margin: 0 auto }
  h1 { font-size: 1.625rem; line-height: 1.2 }`
