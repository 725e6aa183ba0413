/** The README's example of a form is one. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import support from '#support.config'
import { fieldKinds } from './field.ts'
import { checkSupport } from './support.ts'

const readme = readFileSync(`${import.meta.dirname}/../../README.md`, 'utf8')

test('what the README shows can stand in the form that we ship', () => {
  const examples = [...readme.matchAll(/<!-- form:[^>]*-->\s*```json\s*(?<json>[\s\S]*?)```/g)]
  const settings = examples.map(({ groups }) => JSON.parse(`{${groups?.json}}`))
  expect(settings.flatMap((each) => Object.keys(each))).toEqual([
    'fields',
    'answersWithinHours',
    'timeZone',
    'officeHours',
  ])
  for (const each of settings) {
    const forms = { support: { ...support.forms.support, ...each } }
    expect(() => checkSupport({ ...support, forms }, 'README.md')).not.toThrow()
  }
})

test('the README names every kind of field', () => {
  for (const kind of fieldKinds) expect(readme).toContain(`\`${kind}\``)
})
