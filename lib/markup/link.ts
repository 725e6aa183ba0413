/** Where a link in a message may lead. */

/** The address to link to, absolute and with an allowed scheme; null when there is none, so that no link is made. */
export function readHref(value: string): string | null {
  const url = URL.canParse(value) ? new URL(value) : null
  if (url === null || !schemes.has(url.protocol)) return null
  // What is plain ASCII stays as written; anything a browser would read differently is spelled out as it reads it.
  return plainAddress.test(value) ? value : url.href
}

const schemes = new Set(['http:', 'https:', 'mailto:', 'tel:'])
const plainAddress = /^(?:https?:\/\/|mailto:|tel:)(?=[^/])[!-[\]-~]+$/
