/** The desk's languages insert what English inserts, in all their plurals. */
import { type MessageFormatElement, parse, TYPE } from '@formatjs/icu-messageformat-parser'
import { describe, expect, test } from 'vitest'
import { formatTag } from './format-tag.ts'
import { staffCatalogues, staffLocales, staffTranslator } from './staff.ts'

interface Words {
  readonly [key: string]: string | Words
}

describe.each(staffLocales)('%s', (locale) => {
  const sentences = sentencesOf(staffCatalogues[locale])

  test('inserts what English inserts', () => {
    const english = sentencesOf(staffCatalogues.en)
    const wrong = [...sentences].filter(([key, words]) => {
      return argumentsOf(words).join() !== argumentsOf(english.get(key) ?? '').join()
    })
    expect(wrong).toEqual([])
  })

  test('has every plural form of its language, and no other', () => {
    const { pluralCategories } = new Intl.PluralRules(formatTag(locale)).resolvedOptions()
    const wanted = [...pluralCategories].sort().join()
    const wrong = [...sentences].filter(([, words]) => {
      return elementsOf(words).some(
        (element) => element.type === TYPE.plural && Object.keys(element.options).sort().join() !== wanted,
      )
    })
    expect(wrong).toEqual([])
  })
})

test('a name in another script does not turn the sentence around it', () => {
  expect(staffTranslator('en')('page.signedIn', { name: 'מרים' })).toBe('Signed in as \u2068מרים\u2069')
})

/** Finished sentences by their keys, with dots between the parts. */
function sentencesOf(words: Words, path = ''): Map<string, string> {
  return new Map(
    Object.entries(words).flatMap(([key, said]) =>
      typeof said === 'string' ? [[path + key, said] as const] : [...sentencesOf(said, `${path}${key}.`)],
    ),
  )
}

function argumentsOf(words: string): string[] {
  const names = elementsOf(words).flatMap((element) =>
    element.type === TYPE.literal || element.type === TYPE.pound ? [] : [element.value],
  )
  return [...new Set(names)].sort()
}

function elementsOf(words: string): MessageFormatElement[] {
  const walk = (elements: readonly MessageFormatElement[]): MessageFormatElement[] =>
    elements.flatMap((element) =>
      element.type === TYPE.plural || element.type === TYPE.select
        ? [element, ...Object.values(element.options).flatMap(({ value }) => walk(value))]
        : [element],
    )
  return walk(parse(words))
}
