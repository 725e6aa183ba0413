/** The words of one locale, formatted on the server; nothing of it reaches the browser but finished sentences. */
import { createTranslator } from 'next-intl'
import { catalogueOf, type English } from './catalogues.ts'
import { formatTag } from './format-tag.ts'
import type { Locale } from './locale.ts'

/** A function from a message's key and values to its words; it knows its language. A missing key is a type error. */
export interface Translate extends TranslateKey {
  readonly locale: Locale
}

type TranslateKey = ReturnType<typeof createTranslator<English>>

/** In the language of the request: `wordsHere` and `wordsOf` of app/language.ts. */
export function translator(locale: Locale): Translate {
  const known = translators.get(locale)
  if (known) return known
  const translate: TranslateKey = createTranslator({
    locale: formatTag(locale),
    messages: catalogueOf(locale),
    timeZone: 'UTC',
  })
  const made = Object.assign(translate, { locale })
  translators.set(locale, made)
  return made
}

/** Kept: what a sentence is made of is read once. */
const translators = new Map<Locale, Translate>()
