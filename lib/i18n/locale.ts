/** The languages that Deskbell speaks, and which of them a reader gets. */

/** A pair of subtags is told apart from its sister; everything else is a language alone. */
export const locales = [
  'en',
  'de',
  'fr',
  'es',
  'pt-BR',
  'it',
  'nl',
  'pl',
  'tr',
  'uk',
  'ja',
  'zh',
  'ar',
  'he',
] as const

export type Locale = (typeof locales)[number]

/** Languages that an installation offers; the first is its own. */
export type Offer = readonly [Locale, ...Locale[]]

export interface Wishes {
  /** What the address asks for. */
  readonly asked?: string | null | undefined
  /** The language of the conversation so far. */
  readonly remembered?: string | null | undefined
  /** An `Accept-Language` header, as it came. */
  readonly accepted?: string | null | undefined
}

/**
 * The offered language that these wishes lead to, the most deliberate first, or else the installation's own. Whatever
 * the wishes are, the answer is one of `offered`.
 */
export function chooseLocale(offered: Offer, { asked, remembered, accepted }: Wishes): Locale {
  return (
    matchLocale(offered, asked) ??
    matchLocale(offered, remembered) ??
    acceptLocale(offered, accepted) ??
    offered[0]
  )
}

/**
 * The offered language that a tag means: itself, else the nearest of the same language (RFC 4647, 3.4; and further:
 * Portuguese of Portugal is better served by that of Brazil than by English).
 */
export function matchLocale(offered: readonly Locale[], tag: string | null | undefined): Locale | null {
  if (!tag || !/^[a-z]{2,3}(?:-[a-z\d]{1,8}){0,4}$/i.test(tag)) return null
  const [given = '', ...rest] = tag.toLowerCase().split('-')
  const language = formerCodes[given] ?? given
  const exact = [language, ...rest].join('-')
  return (
    offered.find((locale) => locale.toLowerCase() === exact) ??
    offered.find((locale) => locale.split('-')[0] === language) ??
    null
  )
}

/** Codes that old systems still send. */
const formerCodes: Readonly<Record<string, string>> = { iw: 'he' }

/** The best offered language of an `Accept-Language` header (RFC 9110, 12.5.4): by quality, then by place. */
function acceptLocale(offered: Offer, header: string | null | undefined): Locale | null {
  const ranges = readRanges(header ?? '')
  const refused = ranges.flatMap(({ tag, quality }) =>
    quality === 0 ? (matchLocale(offered, tag) ?? []) : [],
  )
  for (const { tag, quality } of ranges.toSorted((a, b) => b.quality - a.quality)) {
    if (quality === 0) continue
    const locale = tag === '*' ? offered.find((each) => !refused.includes(each)) : matchLocale(offered, tag)
    if (locale) return locale
  }
  return null
}

/** More than any browser sends: what comes after it is not read. */
const maxHeaderCharacters = 1_000

function readRanges(header: string): { tag: string; quality: number }[] {
  return header
    .slice(0, maxHeaderCharacters)
    .split(',')
    .flatMap((range) => {
      const [, tag, quality = '1'] =
        /^\s*([a-z\d*-]+)\s*(?:;\s*q=([01](?:\.\d{0,3})?)\s*)?$/i.exec(range) ?? []
      return tag === undefined ? [] : [{ tag, quality: Math.min(1, Number(quality)) }]
    })
}

export const directionOf = (locale: Locale): 'ltr' | 'rtl' =>
  locale === 'ar' || locale === 'he' ? 'rtl' : 'ltr'
