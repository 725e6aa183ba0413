/** All words by language. English is the source; what another language does not say yet is said in English. */
import type { Locale } from './locale.ts'
import { en } from './messages/en.ts'

export type English = typeof en

/** As next-intl reads it. */
export interface Words {
  readonly [key: string]: string | Words
}

const others: Readonly<Partial<Record<Locale, Words>>> = {}

/** The words of one language, whole. */
export const catalogueOf = (locale: Locale): Words => completed(others[locale] ?? {}, en)

function completed(words: Words, source: Words): Words {
  return Object.fromEntries(
    Object.entries(source).map(([key, english]) => {
      const said = words[key]
      if (typeof english === 'string') return [key, typeof said === 'string' ? said : english]
      return [key, completed(typeof said === 'object' ? said : {}, english)]
    }),
  )
}
