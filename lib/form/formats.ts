/** The shapes that a value must have because of its kind. */

/**
 * The one written rule for an address: plain words joined by dots, one @, a domain name with a letter in its last part.
 * No quotes, comments, brackets, IP addresses or letters outside ASCII before the @ (RFC 5321 dot-string), so that the
 * result is exactly one recipient, whichever system reads it.
 */
export function checkEmail(address: string): 'malformed' | 'several' | null {
  if (/[,;]|@\S*\s+\S*@/.test(address)) return 'several'
  const local = /^[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*$/
  const [name = '', domain = '', ...more] = address.split('@')
  const sound = more.length === 0 && name.length <= 64 && local.test(name) && isDomain(domain)
  return sound ? null : 'malformed'
}

function isDomain(domain: string): boolean {
  const label = /^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}])?$/u
  const labels = domain.split('.')
  return labels.length > 1 && labels.every((part) => label.test(part)) && /\p{L}/u.test(labels.at(-1) ?? '')
}

/** @param max how many may stand there. */
export function checkEmails(text: string, max: number): 'malformed' | 'high' | null {
  const addresses = splitEmails(text)
  if (addresses.some((address) => checkEmail(address) !== null)) return 'malformed'
  return addresses.length > max ? 'high' : null
}

/** The addresses of a list, each once. */
export const splitEmails = (text: string): string[] => [...new Set(text.split(/[\s,;]+/).filter(Boolean))]

/** Five to fifteen digits (E.164), however people group them, with or without a plus sign. */
export const isPhone = (text: string) =>
  /^\+?\d{5,15}$/.test(text.replace(/[\s()./\u00A0\u2010-\u2015-]/g, ''))

/** What a browser could open over http or https, with or without that in front. */
export function isWebAddress(text: string): boolean {
  const address = /^[a-z][a-z\d+.-]*:/i.test(text) && !/^[^/?#]*:\d/.test(text) ? text : `https://${text}`
  const url = /\s/.test(address) ? null : parseUrl(address)
  return (
    url !== null &&
    /^https?:$/.test(url.protocol) &&
    url.username === '' &&
    /^[^.].*\.[^.\d]/.test(url.hostname)
  )
}

/** `URL.parse`, which phones of 2023 do not have yet. */
function parseUrl(text: string): URL | null {
  try {
    return new URL(text)
  } catch {
    return null
  }
}

/** A day that exists, as YYYY-MM-DD. */
export function isDate(text: string): boolean {
  const date = /^\d{4}-\d\d-\d\d$/.test(text) ? new Date(`${text}T00:00:00Z`) : null
  return date !== null && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}

/** A number with a point or a comma for its decimals, of at most 15 digits; null for everything else. */
export function readNumber(text: string): number | null {
  const plain = text
    .replace(/[\s\u00A0\u202F]/g, '')
    .replace(',', '.')
    .replace('\u2212', '-')
  return /^-?\d{1,15}(?:\.\d{1,15})?$/.test(plain) && plain.length <= 17 ? Number(plain) : null
}
