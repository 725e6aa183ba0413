/** The way from a page to itself in another language. */
import type { LanguagesProps } from '#components/page/languages.tsx'
import { offerOf } from '#lib/form/definition.ts'
import { support } from '#lib/form/support.ts'
import type { Translate } from '#lib/i18n/translator.ts'

/**
 * Null when there is one language only.
 * @param path of the page; of what its address asks, everything is kept but its language and what is over.
 */
export function languagesOf(
  t: Translate,
  path: string,
  asked: Readonly<Record<string, string | string[] | undefined>>,
): LanguagesProps | null {
  const offered = offerOf(support())
  if (offered.length < 2) return null
  const kept = Object.entries(asked).filter(([name]) => !['lang', 'again', 'sent', 'replied'].includes(name))
  return {
    label: t('page.languages'),
    languages: offered.map((locale) => {
      const query = new URLSearchParams(kept.flatMap(([name, value]) => valuesOf(name, value)))
      query.set('lang', locale)
      return { locale, name: nameOf(locale), href: `${path}?${query}`, isCurrent: locale === t.locale }
    }),
  }
}

const valuesOf = (name: string, value: string | string[] | undefined): [string, string][] =>
  [value ?? []].flat().map((each) => [name, each])

const nameOf = (locale: string) => new Intl.DisplayNames(locale, { type: 'language' }).of(locale) ?? locale
