/** What a thread's link can and cannot be made from. */
import { expect, test } from 'vitest'
import { threadTokens } from './thread-token.ts'

const secrets = ['a'.repeat(32), 'b'.repeat(32)] as const
const words = { subject: 'Zip', message: 'Broken.' }

test('the same form sent twice leads to the same link', () => {
  expect(threadTokens(secrets, 'id', { message: 'Broken.', subject: 'Zip' })).toEqual(
    threadTokens(secrets, 'id', words),
  )
})

test('whoever planted the request id cannot make the link without the words and the secret', () => {
  const [token] = threadTokens(secrets, 'id', words)
  expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/)
  expect(threadTokens(secrets, 'id', { ...words, message: 'Broken!' })).not.toContain(token)
  expect(threadTokens(['c'.repeat(32)], 'id', words)).not.toContain(token)
  expect(threadTokens(secrets, 'another', words)).not.toContain(token)
})

test('after a rotation the old secret still finds what was sent before', () => {
  const [before] = threadTokens(secrets, 'id', words)
  expect(threadTokens(['new'.repeat(16), ...secrets], 'id', words)[1]).toBe(before)
})
