/** Words around a number that only the browser knows: one sentence per plural category of the page's language. */

export interface CountWords {
  readonly locale: string
  /** `#` stands for the number; the category `other` is always there. */
  readonly sentences: Readonly<Partial<Record<Intl.LDMLPluralRule, string>>>
}

/**
 * The sentences of every plural category of `locale`, collected on the server.
 * @param say the finished sentence for a number, e.g. `(count) => t('form.left', { count })`.
 */
export function collectCountWords(locale: string, say: (count: number) => string): CountWords {
  const rules = new Intl.PluralRules(locale)
  const number = new Intl.NumberFormat(locale)
  const sentences: Partial<Record<Intl.LDMLPluralRule, string>> = {}
  for (const count of [...Array(200).keys(), 1_000_000]) {
    sentences[rules.select(count)] ??= say(count).replace(number.format(count), '#')
  }
  return { locale, sentences }
}

/** The sentence for `count`. */
export function sayCount({ locale, sentences }: CountWords, count: number): string {
  const sentence = sentences[new Intl.PluralRules(locale).select(count)] ?? sentences.other ?? '#'
  return sentence.replace('#', count.toLocaleString(locale))
}
