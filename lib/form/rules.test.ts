/** The rules as a customer meets them. */
import { expect, test } from 'vitest'
import { type Field, requestFields } from './definition.ts'
import { checkField, countCharacters } from './rules.ts'

const field = (name: Field['name']): Field => {
  const found = requestFields.find((candidate) => candidate.name === name)
  if (found === undefined) throw new Error(`the default form has no field ${name}`)
  return found
}
const sentences = {
  empty: 'Enter it',
  long: 'Too long',
  malformed: 'Enter an email address like name@example.com',
  several: 'Enter one email address only',
  gone: 'No longer offered',
}
const email = (value: string) => checkField(field('email'), value, sentences)

test('a required field filled with spaces alone counts as empty', () => {
  expect(checkField(field('subject'), ' \n\t ', sentences)).toBe('Enter it')
})

test('an optional topic may stay unpicked', () => {
  expect(checkField(field('topic'), '', sentences, ['billing'])).toBeNull()
})

test('a topic that was taken away meanwhile is pointed out', () => {
  expect(checkField(field('topic'), 'billing', sentences, ['billing'])).toBeNull()
  expect(checkField(field('topic'), 'refunds', sentences, ['billing'])).toBe('No longer offered')
})

test('an emoji counts as one character, not as two', () => {
  expect(countCharacters('👍🏽')).toBe(2)
  expect(checkField(field('subject'), '👍'.repeat(150), sentences)).toBeNull()
  expect(checkField(field('subject'), '👍'.repeat(151), sentences)).toBe('Too long')
})

test('a message that fits in the browser fits on the server, where line breaks arrive as two characters', () => {
  const typed = `${'a'.repeat(4999)}\n${'b'.repeat(5000)}`
  expect(checkField(field('message'), typed, sentences)).toBeNull()
  expect(checkField(field('message'), typed.replace('\n', '\r\n'), sentences)).toBeNull()
})

test('spaces around a value do not count against its length', () => {
  expect(checkField(field('subject'), `  ${'a'.repeat(150)}  `, sentences)).toBeNull()
})

test('ordinary addresses pass, with tags, subdomains and international domains', () => {
  expect(email('maria@example.com')).toBeNull()
  expect(email(" maria.o'neil+orders@mail.example.co.uk ")).toBeNull()
  expect(email('maria@bücher.example')).toBeNull()
  expect(email('maria@उदाहरण.भारत')).toBeNull()
  expect(email('a_b-c@x-y.example')).toBeNull()
})

test('an unfinished address is answered with an example', () => {
  const example = 'Enter an email address like name@example.com'
  expect(email('maria')).toBe(example)
  expect(email('maria@')).toBe(example)
  expect(email('maria@example')).toBe(example)
  expect(email('maria@example..com')).toBe(example)
  expect(email('.maria@example.com')).toBe(example)
  expect(email('maria @example.com')).toBe(example)
  expect(email('maria@-example.com')).toBe(example)
})

test('two addresses in one field are answered as two', () => {
  expect(email('maria@example.com, ben@example.com')).toBe('Enter one email address only')
  expect(email('maria@example.com;ben@example.com')).toBe('Enter one email address only')
  expect(email('maria@example.com ben@example.com')).toBe('Enter one email address only')
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
  expect(checkField(longest, `${'a.'.repeat(200_000)}@`, sentences)).not.toBeNull()
  expect(checkField(longest, `a${'@ '.repeat(2_000)}`, sentences)).not.toBeNull()
})
