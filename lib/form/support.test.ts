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

test('hours that nobody can keep, and days that no calendar has, are named', () => {
  const hours = (officeHours: unknown) =>
    problemsOf({ ...least, forms: { support: { ...form, officeHours } } }).map((problem) =>
      problem.replace('the file: forms.support.officeHours', ''),
    )
  expect(hours({ week: { monday: ['09:00-17:00', '22:00-06:00'], friday: ['00:00-24:00'] } })).toEqual([])
  expect(hours({ week: { monday: [] } })).toEqual(['.week needs a day with hours; got {"monday":[]}'])
  expect(hours({ week: { monday: ['9-17'], someday: [] }, holidays: ['2026-02-30', 'Christmas'] })).toEqual([
    '.week.monday[0] needs hours like 09:00-17:00; got "9-17"',
    '.week.someday is no setting; check its spelling',
    '.holidays[0] needs a date like 2026-12-25; got "2026-02-30"',
    '.holidays[1] needs a date like 2026-12-25; got "Christmas"',
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

test('a field that could never be asked, answered or found is named', () => {
  const fields = [
    { name: 'size', kind: 'select', label: 'Size' },
    { name: 'size', kind: 'text', label: 'Size again', options: ['S'] },
    { name: 'email', kind: 'text' },
    { name: 'agree', kind: 'consent', label: 'Agree', default: 'yes', prefill: true },
    { name: 'count', kind: 'number', label: 'Count', min: 5, max: 1, default: 'many' },
    { name: 'day', kind: 'date', label: 'Day', min: 5 },
    { name: 'copies', kind: 'text', label: 'Copies', to: ['recipients', 'tag', 'data.deskbell_id'] },
  ]
  expect(problemsOf({ ...least, forms: { support: { ...form, fields } } }).map(withoutPlace)).toEqual([
    '[0].options needs a list of answers; got nothing',
    '[1].options is not for the kind text; got ["S"]',
    '[1].name needs a name that is not taken; got "size"',
    '[2].name needs a name that is not taken; got "email"',
    '[2].label needs a text; got nothing',
    '[3].default is not for consent: nobody may give it for somebody else; got "yes"',
    '[3].prefill is not for consent: nobody may give it for somebody else; got true',
    '[4].max needs no less than min; got 1',
    '[4].default needs a value that the field itself would take; got "many"',
    '[5].min needs a date like 2026-01-31; got 5',
    '[6].to needs the kind email to have recipients; got ["recipients","tag","data.deskbell_id"]',
    '[6].to needs a box, or options without commas, to be a tag; got ["recipients","tag","data.deskbell_id"]',
    '[6].to needs a key that is not Deskbell’s own; got ["recipients","tag","data.deskbell_id"]',
  ])
})

test('a condition that could never hold, or runs in a circle, is named', () => {
  const when = (showWhen: unknown) => {
    const fields = [
      { name: 'size', kind: 'select', label: 'Size', options: ['S', 'M'] },
      { name: 'note', kind: 'text', label: 'Note', showWhen },
    ]
    return problemsOf({ ...least, forms: { support: { ...form, fields } } }).map(
      (problem) => withoutPlace(problem).split('; got')[0],
    )
  }
  expect(when({ all: [{ not: { field: 'size', in: ['S'] } }] })).toEqual([])
  expect(when({ field: 'colour', filled: true })).toEqual([
    '[1].showWhen needs fields of this form; there is no colour',
  ])
  expect(when({ field: 'size', equals: 'XL' })).toEqual([
    '[1].showWhen needs an answer of size; there is no XL',
  ])
  expect(when({ field: 'size', above: 3 })).toEqual([
    '[1].showWhen needs a number or a date to compare; size is neither',
  ])
  expect(when({ field: 'size' })[0]).toContain('needs an operator for size')
  expect(when({ any: [{ not: { field: 'note', filled: true } }] })).toEqual([
    '[1].showWhen needs fields that do not depend on this one',
  ])
  expect(when({ field: 'size', equal: 'S' })).toEqual([
    '[1].showWhen.equal is no setting; check its spelling',
    '[1].showWhen needs an operator for size: equals, in, contains, filled, above, atLeast, below or atMost',
  ])
})

const withoutPlace = (problem: string) => problem.replace('the file: forms.support.fields', '')

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
