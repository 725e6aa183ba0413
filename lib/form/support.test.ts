/** What an operator hears of a mistake in the configuration, from the compiler and at the start. */
import { expect, test } from 'vitest'
import { EnvironmentError } from '#lib/env/env.ts'
import type { Locale } from '#lib/i18n/locale.ts'
import builtIn from '#support.config'
import { defineSupport } from './definition.ts'
import { checkSupport } from './support.ts'

const channels = [{ slug: 'help', name: 'Help', email: 'help@example.com' }] as const
const form = { channel: 'help', tags: [], topics: [], answersWithinHours: 24, timeZone: 'UTC' } as const
const least = { brand: { name: 'Acme', accent: '#2f5bc2' }, channels, forms: { support: form } } as const

function problemsOf(content: unknown): readonly string[] {
  try {
    checkSupport(content, 'the file')
    return []
  } catch (error) {
    if (error instanceof EnvironmentError) return error.problems
    throw error
  }
}

test('the configuration that we ship has no problem, and goes through JSON unchanged', () => {
  expect(problemsOf(builtIn)).toEqual([])
  const throughJson = JSON.parse(JSON.stringify(builtIn))
  expect(checkSupport(throughJson, 'the file')).toEqual(checkSupport(builtIn, 'support.config.ts'))
})

test('the least that a configuration needs, with the address of its JSON Schema', () => {
  expect(problemsOf(least)).toEqual([])
  expect(problemsOf({ ...least, $schema: 'https://help.example.com/support.schema.json' })).toEqual([])
})

test('each problem is one line that says where, what is needed, and what was found', () => {
  const topic = { slug: 'a b', label: '', channel: 'sales', tags: 'x' }
  const wrong = {
    brand: { accent: 'blue', colour: 'blue' },
    channels,
    forms: { support: { ...form, topics: [topic], answersWithinHours: 0.5, timeZone: 'Mars/Olympus' } },
  }
  expect(problemsOf(wrong)).toEqual([
    'the file: brand.name needs a text, or one for each language; got nothing',
    'the file: brand.accent needs a colour like #2f5bc2; got "blue"',
    'the file: brand.colour is no setting; check its spelling',
    'the file: forms.support.topics[0].slug needs letters, digits, - and _ only; got "a b"',
    'the file: forms.support.topics[0].label needs some text; got ""',
    'the file: forms.support.topics[0].tags needs a list; got "x"',
    'the file: forms.support.answersWithinHours needs a whole number; got 0.5',
    'the file: forms.support.timeZone needs an IANA time zone like Europe/Berlin; got "Mars/Olympus"',
  ])
})

test('a channel that is not listed, a topic that is there twice, and a missing default form are named', () => {
  const topic = { slug: 'a', label: 'A', channel: 'help', tags: [] }
  const topics = [topic, { ...topic, channel: 'sales' }]
  expect(problemsOf({ ...least, forms: { other: { ...form, topics } } })).toEqual([
    'the file: forms.support needs a form: it is the one at /; got nothing',
    'the file: forms.other.topics[1].channel needs one of: help; got "sales"',
    'the file: forms.other.topics[1].slug needs a name that is not taken; got "a"',
  ])
})

test('a text may be one for each language; where there is none, the operator’s own counts', () => {
  const label = { de: 'Rechnung', en: 'Billing' }
  const topics = [{ slug: 'a', label, hint: { de: 'Auch Mahnungen' }, channel: 'help', tags: [] }]
  const content = { ...least, locales: ['de', 'en', 'ja'], forms: { support: { ...form, topics } } }
  const read = (locale?: Locale) => checkSupport(content, 'the file', locale).forms.support?.topics[0]
  expect(read()).toMatchObject({ label: 'Rechnung', hint: 'Auch Mahnungen' })
  expect(read('en')).toMatchObject({ label: 'Billing', hint: 'Auch Mahnungen' })
  expect(read('ja')).toMatchObject({ label: 'Rechnung', hint: 'Auch Mahnungen' })
})

test('no content at all is a problem, not a crash', () => {
  expect(problemsOf(null)).toEqual(['the file: the configuration needs an object; got null'])
  expect(problemsOf([1])[0]).toContain('the configuration needs an object; got [1]')
})

test('the compiler refuses a channel that is not listed and a setting that does not exist', () => {
  // @ts-expect-error there is no such channel
  defineSupport({ ...least, channels, forms: { support: { ...form, channel: 'sales' } } })
  // @ts-expect-error there is no such setting
  defineSupport({ ...least, colour: 'blue' })
  expect(defineSupport({ ...least, channels })).toEqual(least)
})
