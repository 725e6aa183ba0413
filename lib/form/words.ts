/** The operator's own texts: one for everybody, or one for each language. */
import { z } from 'zod'
import { type Locale, locales } from '#lib/i18n/locale.ts'
import { text } from './settings.ts'

/** `'Billing'`, or `{ en: 'Billing', de: 'Rechnung' }`. */
export type Words = string | Readonly<Partial<Record<Locale, string>>>

const perLanguage = z
  .partialRecord(z.enum(locales), text)
  .refine((texts) => Object.keys(texts).length > 0, 'needs a text for a language')

/** The check of such a text. What comes out is the text in the language that the configuration is read in. */
export const words = z
  .union([text, perLanguage], 'needs a text, or one for each language')
  .transform((said) => (typeof said === 'string' ? said : textIn(said)))

/** Where there is none in the language of the reader, the operator's own comes first. */
function textIn(texts: Exclude<Words, string>): string {
  const [found] = [...reading, ...locales].flatMap((locale) => texts[locale] ?? [])
  return found ?? ''
}

let reading: readonly Locale[] = []

/** Reads a configuration in the first of these languages, and what it does not say in that one in the next. */
export function readIn<Result>(languages: readonly Locale[], read: () => Result): Result {
  reading = languages
  return read()
}
