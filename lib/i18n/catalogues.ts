/** All words by language. */
import type { Catalogue } from './catalogue.ts'
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

export const catalogues: Readonly<Record<Locale, Catalogue>> = {
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
