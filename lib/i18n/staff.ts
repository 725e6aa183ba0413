/**
 * The words of the desk: a catalogue of their own, because few people read them, in the languages that it speaks so far.
 * Each of those is whole; whoever reads another language gets English.
 */
import { createTranslator } from 'next-intl'
import { formatTag } from './format-tag.ts'
import type { Locale } from './locale.ts'
import { ar } from './staff/ar.ts'
import { de } from './staff/de.ts'
import { en } from './staff/en.ts'
import type { StaffWords } from './staff-words.ts'
import { withIsolation } from './translator.ts'

/** The desk's languages. */
export const staffLocales = ['en', 'de', 'ar'] as const satisfies readonly Locale[]

export type StaffLocale = (typeof staffLocales)[number]

/** A function from a key and values to words; it knows its language. A missing key is a type error. */
export interface StaffTranslate extends TranslateKey {
  readonly locale: StaffLocale
}

type TranslateKey = ReturnType<typeof createTranslator<typeof en>>

export const staffCatalogues: Readonly<Record<StaffLocale, StaffWords>> = { en, de, ar }

/** The words of the desk in one of its languages. */
export function staffTranslator(locale: StaffLocale): StaffTranslate {
  const known = translators.get(locale)
  if (known) return known
  const translate: TranslateKey = createTranslator({
    locale: formatTag(locale),
    messages: staffCatalogues[locale],
    timeZone: 'UTC',
  })
  const made = Object.assign(withIsolation<TranslateKey>(translate, locale), { locale })
  translators.set(locale, made)
  return made
}

const translators = new Map<StaffLocale, StaffTranslate>()
