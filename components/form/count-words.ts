/** Words around a number that only the browser knows: one sentence per plural category of the page's language. */
import { pluralSamples } from './plural-samples.ts'

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
  const sentences: Partial<Record<Intl.LDMLPluralRule, string>> = {}
  for (const { category, count, digits } of pluralSamples(locale))
    sentences[category] = say(count).replace(digits, '#')
  return { locale, sentences }
}

/** The sentence for `count`. */
export function sayCount({ locale, sentences }: CountWords, count: number): string {
  const sentence = sentences[new Intl.PluralRules(locale).select(count)] ?? sentences.other ?? '#'
  return sentence.replace('#', count.toLocaleString(locale))
}
