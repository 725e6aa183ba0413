/** Every language says everything, in all its plurals, with the same values, and nothing that English does not say. */
import { type MessageFormatElement, parse, TYPE } from '@formatjs/icu-messageformat-parser'
import { describe, expect, test } from 'vitest'
import type { Catalogue } from './catalogue.ts'
import { catalogues } from './catalogues.ts'
import { formatTag } from './format-tag.ts'
import { locales } from './locale.ts'

const english = sentencesOf(catalogues.en)

describe.each(locales)('%s', (locale) => {
  const sentences = sentencesOf(catalogues[locale])

  test('says everything that English says, and nothing else', () => {
    expect(
      [...english.keys()].filter((key) => !sentences.has(key)),
      'missing',
    ).toEqual([])
    expect(
      [...sentences.keys()].filter((key) => !english.has(key)),
      'unknown',
    ).toEqual([])
  })

  test('inserts what English inserts', () => {
    const wrong = [...sentences].filter(([key, words]) => {
      return argumentsOf(words).join() !== argumentsOf(english.get(key) ?? '').join()
    })
    expect(wrong).toEqual([])
  })

  test('has every plural form of its language, and no other', () => {
    const { pluralCategories } = new Intl.PluralRules(formatTag(locale)).resolvedOptions()
    const wanted = [...pluralCategories].sort().join()
    const wrong = [...sentences].filter(([, words]) => {
      return pluralsOf(parse(words)).some((forms) => forms.sort().join() !== wanted)
    })
    expect(wrong).toEqual([])
  })

  test('is written as the house writes', () => {
    const wrong = [...sentences].filter(([, words]) => /\.\.\.|!|！|^\s|\s$| {2}|(?<!\{[^{}]*)'/u.test(words))
    expect(wrong).toEqual([])
  })
})

test('the compiler refuses a catalogue that lacks a word, and one with a word that English does not have', () => {
  const { send: _, ...form } = catalogues.de.form
  // @ts-expect-error there is no word for the button
  const lacking: Catalogue = { ...catalogues.de, form }
  // @ts-expect-error nobody asks for it
  const unknown: Catalogue = { ...catalogues.de, extra: 'Mehr' }
  expect([lacking, unknown]).toHaveLength(2)
})

test('no language borrows a whole sentence from English', () => {
  const borrowed = locales
    .filter((locale) => locale !== 'en')
    .flatMap((locale) =>
      [...sentencesOf(catalogues[locale])]
        .filter(([key, words]) => /\p{L}+ \p{L}+ \p{L}+/u.test(words) && words === english.get(key))
        .map(([key]) => `${locale}: ${key}`),
    )
  expect(borrowed).toEqual([])
})

interface Words {
  readonly [key: string]: string | Words
}

/** Finished sentences by their keys, with dots between the parts. */
function sentencesOf(words: Words, path = ''): Map<string, string> {
  return new Map(
    Object.entries(words).flatMap(([key, said]) =>
      typeof said === 'string' ? [[path + key, said] as const] : [...sentencesOf(said, `${path}${key}.`)],
    ),
  )
}

function argumentsOf(words: string): string[] {
  const names = new Set<string>()
  visit(parse(words), (element) => {
    if (element.type !== TYPE.literal && element.type !== TYPE.pound) names.add(element.value)
  })
  return [...names].sort()
}

function pluralsOf(message: readonly MessageFormatElement[]): string[][] {
  const found: string[][] = []
  visit(message, (element) => {
    if (element.type === TYPE.plural) found.push(Object.keys(element.options))
  })
  return found
}

function visit(message: readonly MessageFormatElement[], see: (element: MessageFormatElement) => void): void {
  for (const element of message) {
    see(element)
    if (element.type === TYPE.plural || element.type === TYPE.select)
      for (const { value } of Object.values(element.options)) visit(value, see)
  }
}
