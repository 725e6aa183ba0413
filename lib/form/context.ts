/** What a request can carry without being asked: where it was written, never who wrote it. Untrusted, like all that is sent. */

/** Each a switch of its own; in the custom data of the conversation with `_` for `-`. */
export const contextNames = [
  'page-origin',
  'page-path',
  'referrer-origin',
  'utm',
  'locale',
  'time-zone',
  'viewport',
  'app-version',
] as const

export type ContextName = (typeof contextNames)[number]

const campaign = ['utm_source', 'utm_medium', 'utm_campaign', 'utm_term', 'utm_content']

/** The names of the fields of the posted form that carry the context `names`. */
export const contextFields = (names: readonly ContextName[]): string[] =>
  keysOf(names).map((key) => `context-${key}`)

/** The custom data of the context that this form asks for; what does not look like it is left out. */
export function readContext(
  names: readonly ContextName[],
  read: (name: string) => string,
): Readonly<Record<string, string>> {
  const found = keysOf(names).map((key) => [key, checkContext(key, read(`context-${key}`))] as const)
  return Object.fromEntries(found.filter(([, value]) => value !== ''))
}

/** The value as it may go on, or an empty text. */
export function checkContext(key: string, text: string): string {
  const value = key === 'page_path' ? text.replace(/[?#].*$/s, '') : text
  const shape = key.startsWith('utm_') ? plainWords : shapes[key]
  return shape?.test(value) ? value : ''
}

const keysOf = (names: readonly ContextName[]) =>
  names.flatMap((name) => (name === 'utm' ? campaign : [name.replaceAll('-', '_')]))

const plainWords = /^[\p{L}\p{N} ._~+|:-]{1,100}$/u

const origin = /^https?:\/\/[\w.-]{1,250}(?::\d{1,5})?$/

const shapes: Readonly<Record<string, RegExp>> = {
  page_path: /^\/[\w\-.~!$&'()*+,;=:@%/]{0,250}$/,
  page_origin: origin,
  referrer_origin: origin,
  locale: /^[a-zA-Z]{2,3}(?:-[a-zA-Z0-9]{2,8}){0,3}$/,
  time_zone: /^[A-Za-z]+(?:[/_+-][A-Za-z0-9_+-]+){0,3}$/,
  viewport: /^\d{1,5}x\d{1,5}$/,
  app_version: /^[\w.+-]{1,50}$/,
}
