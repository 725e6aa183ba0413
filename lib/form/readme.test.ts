/** The README's example of a form is one. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import support from '#support.config'
import { fieldKinds } from './field.ts'
import { checkSupport } from './support.ts'

const readme = readFileSync(`${import.meta.dirname}/../../README.md`, 'utf8')

test('the fields in the README can stand in the form that we ship', () => {
  const example = /<!-- form:[^>]*-->\s*```json\s*(?<json>[\s\S]*?)```/.exec(readme)?.groups?.json ?? ''
  const { fields } = JSON.parse(`{${example}}`)
  expect(fields).toHaveLength(2)
  const forms = { support: { ...support.forms.support, fields } }
  expect(() => checkSupport({ ...support, forms }, 'README.md')).not.toThrow()
})

test('the README names every kind of field', () => {
  for (const kind of fieldKinds) expect(readme).toContain(`\`${kind}\``)
})
