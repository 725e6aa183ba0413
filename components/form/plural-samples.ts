/** One number of each plural category of a language, found once: looking for them took a fifth of what a page costs. */

export interface PluralSample {
  readonly category: Intl.LDMLPluralRule
  readonly count: number
  /** `count` as the language writes it. */
  readonly digits: string
}

const known = new Map<string, readonly PluralSample[]>()

/** Kept for as long as the process runs; there are as many languages as catalogues. */
export function pluralSamples(locale: string): readonly PluralSample[] {
  const samples = known.get(locale) ?? findSamples(locale)
  known.set(locale, samples)
  return samples
}

function findSamples(locale: string): readonly PluralSample[] {
  const rules = new Intl.PluralRules(locale)
  const number = new Intl.NumberFormat(locale)
  const samples = new Map<Intl.LDMLPluralRule, PluralSample>()
  for (const count of [...Array(200).keys(), 1_000_000]) {
    const category = rules.select(count)
    if (!samples.has(category)) samples.set(category, { category, count, digits: number.format(count) })
  }
  return [...samples.values()]
}
