/** Was this sent by our own page? The first question of everything that changes state (security.md 2.4). */

/**
 * True only if `Origin` is the configured origin, byte for byte, and the browser does not say "cross-site".
 * A missing or `null` origin is refused: Next.js lets a missing one through (CVE-2026-27978 for `null`).
 */
export function isSameOrigin(headers: Pick<Headers, 'get'>, appUrl: string): boolean {
  return headers.get('origin') === appUrl && headers.get('sec-fetch-site') !== 'cross-site'
}
