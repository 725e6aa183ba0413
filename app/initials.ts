/** The letters that stand for a person in the round or square beside their messages. */
import type { Locale } from '#lib/i18n/locale.ts'

/** The first letters of the first and the last word, whatever the script. */
export function initialsOf(locale: Locale, name: string): string {
  const words = name.split(/\s+/u).filter((word) => /^\p{L}/u.test(word))
  const letters = [words.at(0), words.length > 1 ? words.at(-1) : undefined]
  return letters
    .map((word) => [...(word ?? '')][0] ?? '')
    .join('')
    .toLocaleUpperCase(locale)
}
