import { expect, test } from 'vitest'
import { readRefusal, textsOf } from './refusal.ts'

const read = (body: unknown, hidden: readonly string[] = []) => readRefusal(JSON.stringify(body), hidden)

test('an operator reads the reason in whatever shape the helpdesk has it', () => {
  expect(read({ errors: { category: ['does not exist'], base: ['is wrong', 'is late'] } })).toBe(
    'category: does not exist; base: is wrong; is late',
  )
  expect(read({ errors: ['Category does not exist'] })).toBe('Category does not exist')
  expect(read({ errors: 'Category does not exist' })).toBe('Category does not exist')
  expect(read({ error: 'Category does not exist' })).toBe('Category does not exist')
  expect(read('Category does not exist')).toBe('Category does not exist')
  expect(read({ error: { code: 'E7', message: 'Too slow' } })).toBe('code: E7; Too slow')
  expect(readRefusal('<html><h1>Not today</h1></html>', [])).toBe('Not today')
  expect(readRefusal('', [])).toBe('')
})

test('a reason is one line of at most 300 characters, whatever comes', () => {
  const long = read({ error: `a\nb\u0000c\u202ed\u2028e ${'no '.repeat(500_000)}` })
  expect(long).toMatch(/^a b c d e no no/)
  expect(long.length).toBeLessThanOrEqual(300)
  expect(read({ error: '🎈'.repeat(300).slice(1) }).isWellFormed()).toBe(true)
})

test('a reason nested without end does not take the process with it', () => {
  expect(readRefusal(`${'['.repeat(100_000)}${']'.repeat(100_000)}`, [])).toBe('')
})

test("what the customer wrote is left out, whole or cut, and the helpdesk's own words stay", () => {
  const hidden = ['The zip broke on day one, and I am cross.', 'Mia Berg', 'A-1042']
  expect(read({ errors: { body: ['"The zip broke on day one, and I am cross." is odd'] } }, hidden)).toBe(
    'body: "[…]" is odd',
  )
  expect(read({ error: 'body starts with The zip broke on…' }, hidden)).toBe('body starts with […]…')
  expect(read({ error: 'A-1042 of Mia Berg is unknown' }, hidden)).toBe('[…] of […] is unknown')
})

test('addresses are left out even when nobody sent them', () => {
  expect(read({ error: 'ask Sam@Example.org, see https://desk.example/c?token=abc' })).toBe(
    'ask […], see […]',
  )
})

test('every text of a body counts as sent', () => {
  const form = new FormData()
  form.set('message', 'Hello')
  expect(textsOf(form)).toEqual(['Hello'])
  expect(textsOf({ a: ['one', { b: 'two', c: 3, d: null }] })).toEqual(['one', 'two'])
})
