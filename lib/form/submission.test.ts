/** What gets through a form, and what does not. */
import { expect, test } from 'vitest'
import { cleanText } from './clean.ts'
import { formAt } from './definition.ts'
import { fieldsOf } from './fields.ts'
import { readSubmission } from './submission.ts'
import { support } from './support.ts'

const form = formAt(support(), 'support')
if (!form) throw new Error('there is no default form')
const typed = {
  topic: 'billing',
  subject: 'Invoice 1042',
  message: 'The amount is wrong.',
  name: 'Mia Berg',
  email: 'mia@example.org',
}
const read = (values: Record<string, string>) =>
  readSubmission(form, fieldsOf(form), (name) => [values[name] ?? ''])

test('a complete form becomes a submission with its topic', () => {
  const result = read(typed)
  expect(result).toMatchObject({ submission: { answers: typed, topic: { channel: 'billing' } } })
})

test('an empty form names every field that is missing, in page order, and not the optional topic', () => {
  const result = read({})
  expect(result.mistakes.map(({ field }) => field)).toEqual(['subject', 'message', 'name', 'email'])
})

test('a topic that is not offered is a mistake, not a route to somewhere else', () => {
  expect(read({ ...typed, topic: 'vip-line' })).toMatchObject({
    submission: null,
    mistakes: [{ field: 'topic', mistake: 'gone' }],
  })
})

test('fields that the form does not have are never looked at', () => {
  const asked: string[] = []
  readSubmission(form, fieldsOf(form), (name) => {
    asked.push(name)
    return []
  })
  expect(asked.sort()).toEqual(['email', 'message', 'name', 'subject', 'topic'])
})

test('S44 line breaks, NUL and half characters in a single line do not survive', () => {
  expect(cleanText('Mia\r\nBcc: x@example.org\0 \ud800', 'text')).toBe('Mia Bcc: x@example.org \ufffd')
})

test('a message keeps its paragraphs, whichever line breaks the browser sends', () => {
  expect(cleanText(' one\r\n\r\ntwo\rthree\n', 'multiline')).toBe('one\n\ntwo\nthree')
})

test('S25 a name cannot turn the words around it', () => {
  expect(cleanText('Mia \u202Egro.live\u2066', 'text')).toBe('Mia gro.live')
})

test('invisible characters are no subject, no message and no name', () => {
  const invisible = '\u200B\u3164\u2800'
  const result = read({ ...typed, subject: invisible, message: invisible, name: invisible })
  expect(result.mistakes.map(({ field, mistake }) => `${field} ${mistake}`)).toEqual([
    'subject empty',
    'message empty',
    'name empty',
  ])
})
