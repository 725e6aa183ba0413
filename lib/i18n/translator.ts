/** The words of one locale, formatted on the server; nothing of it reaches the browser but finished sentences. */
import { createTranslator } from 'next-intl'
import type { English } from './catalogue.ts'
import { catalogues } from './catalogues.ts'
import { isolated } from './format.ts'
import { formatTag } from './format-tag.ts'
import { directionOf, type Locale } from './locale.ts'

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
    messages: catalogues[locale],
    timeZone: 'UTC',
  })
  const made = Object.assign(withIsolation<TranslateKey>(translate, locale), { locale })
  translators.set(locale, made)
  return made
}

/** Kept: what a sentence is made of is read once. */
const translators = new Map<Locale, Translate>()

/** Each inserted text keeps its direction to itself, wherever it could turn the words around it (look.md section 7). */
export function withIsolation<Key extends (...given: never[]) => unknown>(
  translate: Key,
  locale: Locale,
): Key {
  const turns = (text: string) =>
    !/^[\u2066-\u2068]/.test(text) && (directionOf(locale) === 'rtl' || rightToLeft.test(text))
  return new Proxy(translate, {
    apply(target, self, [key, values = {}, ...rest]) {
      const inserted = Object.entries(values).map(([name, value]) => [
        name,
        typeof value === 'string' && turns(value) ? isolated(value) : value,
      ])
      return Reflect.apply(target, self, [key, Object.fromEntries(inserted), ...rest])
    },
  })
}

const rightToLeft =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u
