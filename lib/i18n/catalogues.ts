/** All words by language. English is the source; what another language does not say yet is said in English. */
import type { Locale } from './locale.ts'
import { ar } from './messages/ar.ts'
import { de } from './messages/de.ts'
import { en } from './messages/en.ts'
import { es } from './messages/es.ts'
import { fr } from './messages/fr.ts'
import { he } from './messages/he.ts'
import { it } from './messages/it.ts'
import { ja } from './messages/ja.ts'
import { nl } from './messages/nl.ts'
import { pl } from './messages/pl.ts'
import { ptBr } from './messages/pt-br.ts'
import { tr } from './messages/tr.ts'
import { uk } from './messages/uk.ts'
import { zh } from './messages/zh.ts'

/** As next-intl reads it. */
export interface Words {
  readonly [key: string]: string | Words
}

/** As they are written; `catalogueOf` answers them whole. */
export const catalogues: Readonly<Record<Locale, Words>> = {
  en,
  de,
  fr,
  es,
  'pt-BR': ptBr,
  it,
  nl,
  pl,
  tr,
  uk,
  ja,
  zh,
  ar,
  he,
}

/** The words of one language, whole. */
export const catalogueOf = (locale: Locale): Words => completed(catalogues[locale], en)

function completed(words: Words, source: Words): Words {
  return Object.fromEntries(
    Object.entries(source).map(([key, english]) => {
      const said = words[key]
      if (typeof english === 'string') return [key, typeof said === 'string' ? said : english]
      return [key, completed(typeof said === 'object' ? said : {}, english)]
    }),
  )
}
