/** The rules as a customer meets them. */
import { expect, test } from 'vitest'
import { formAt } from './definition.ts'
import type { Field } from './field.ts'
import { fieldsOf } from './fields.ts'
import { countCharacters, findMistake } from './rules.ts'
import { support } from './support.ts'

const field = (name: Field['name']): Field => {
  const form = formAt(support(), 'support')
  const found = form && fieldsOf(form).find((candidate) => candidate.name === name)
  if (!found) throw new Error(`the default form has no field ${name}`)
  return found
}
const email = (value: string) => findMistake(field('email'), value)

test('a required field filled with spaces alone counts as empty', () => {
  expect(findMistake(field('subject'), ' \n\t ')).toBe('empty')
})

test('an optional topic may stay unpicked', () => {
  expect(findMistake(field('topic'), '')).toBeNull()
})

test('a topic that was taken away meanwhile is pointed out', () => {
  expect(findMistake(field('topic'), 'billing')).toBeNull()
  expect(findMistake(field('topic'), 'refunds')).toBe('gone')
})

test('an emoji counts as one character, not as two', () => {
  expect(countCharacters('👍🏽')).toBe(2)
  expect(findMistake(field('subject'), '👍'.repeat(150))).toBeNull()
  expect(findMistake(field('subject'), '👍'.repeat(151))).toBe('long')
})

test('a message that fits in the browser fits on the server, where line breaks arrive as two characters', () => {
  const typed = `${'a'.repeat(4999)}\n${'b'.repeat(5000)}`
  expect(findMistake(field('message'), typed)).toBeNull()
  expect(findMistake(field('message'), typed.replace('\n', '\r\n'))).toBeNull()
})

test('spaces around a value do not count against its length', () => {
  expect(findMistake(field('subject'), `  ${'a'.repeat(150)}  `)).toBeNull()
})

test('ordinary addresses pass, with tags, subdomains and international domains', () => {
  expect(email('maria@example.com')).toBeNull()
  expect(email(" maria.o'neil+orders@mail.example.co.uk ")).toBeNull()
  expect(email('maria@bücher.example')).toBeNull()
  expect(email('maria@उदाहरण.भारत')).toBeNull()
  expect(email('a_b-c@x-y.example')).toBeNull()
})

test('an unfinished address is answered with an example', () => {
  expect(email('maria')).toBe('malformed')
  expect(email('maria@')).toBe('malformed')
  expect(email('maria@example')).toBe('malformed')
  expect(email('maria@example..com')).toBe('malformed')
  expect(email('.maria@example.com')).toBe('malformed')
  expect(email('maria @example.com')).toBe('malformed')
  expect(email('maria@-example.com')).toBe('malformed')
})

test('two addresses in one field are answered as two', () => {
  expect(email('maria@example.com, ben@example.com')).toBe('several')
  expect(email('maria@example.com;ben@example.com')).toBe('several')
  expect(email('maria@example.com ben@example.com')).toBe('several')
})

test('an address that two systems could read differently is refused', () => {
  expect(email('a@b@example.com')).not.toBeNull()
  expect(email('maria@example.com\r\nBcc: x@example.com')).not.toBeNull()
  expect(email('"maria"@example.com')).not.toBeNull()
  expect(email('maria(home)@example.com')).not.toBeNull()
  expect(email('Maria <maria@example.com>')).not.toBeNull()
  expect(email('maria@[127.0.0.1]')).not.toBeNull()
  expect(email('maria@127.0.0.1')).not.toBeNull()
  expect(email(`${'m'.repeat(65)}@example.com`)).not.toBeNull()
  expect(email(`maria@${'e'.repeat(320)}.com`)).not.toBeNull()
})

test('a hostile address is judged at once, however long its tail of dots', () => {
  const longest = { ...field('email'), maxLength: 1_000_000 }
  expect(findMistake(longest, `${'a.'.repeat(200_000)}@`)).not.toBeNull()
  expect(findMistake(longest, `a${'@ '.repeat(2_000)}`)).not.toBeNull()
})

test('a message that is too short for the helpdesk is a mistake, and an emoji in it counts as one character', () => {
  const message = { ...field('message'), minLength: 5 }
  expect(findMistake(message, 'Help')).toBe('short')
  expect(findMistake(message, '  Help   ')).toBe('short')
  expect(findMistake(message, '👍👍👍👍')).toBe('short')
  expect(findMistake(message, '👍👍👍👍👍')).toBeNull()
  expect(findMistake(message, 'Help!')).toBeNull()
  expect(findMistake(message, ' ')).toBe('empty')
})
