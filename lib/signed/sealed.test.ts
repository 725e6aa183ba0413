import { expect, test } from 'vitest'
import { createSealer } from './sealed.ts'

const [old, current] = ['o'.repeat(32), 'c'.repeat(32)]
const sealer = createSealer('page', [current])
const nowMs = 2_000_000_000_000
const sealed = sealer.seal('a secret', 'support', nowMs + 1_000)

test('what was sealed opens until its time is up, and cannot be read before', () => {
  expect(sealer.open(sealed, 'support', nowMs)).toBe('a secret')
  expect(sealer.open(sealed, 'support', nowMs + 1_000)).toBeNull()
  expect(Buffer.from(sealed, 'base64url').toString('latin1')).not.toContain('secret')
})

test('the same text is sealed differently each time', () => {
  expect(sealer.seal('a secret', 'support', nowMs + 1_000)).not.toBe(sealed)
})

test('any one character changed, and it does not open', () => {
  for (let at = 0; at < sealed.length; at += 1) {
    const other = sealed[at] === 'A' ? 'B' : 'A'
    const changed = sealed.slice(0, at) + other + sealed.slice(at + 1)
    const isSameBytes = Buffer.from(changed, 'base64url').equals(Buffer.from(sealed, 'base64url'))
    expect(sealer.open(changed, 'support', nowMs)).toBe(isSameBytes ? 'a secret' : null)
  }
})

test('another form, another purpose, another secret: nothing opens, and nothing throws', () => {
  expect(sealer.open(sealed, 'billing', nowMs)).toBeNull()
  expect(createSealer('other', [current]).open(sealed, 'support', nowMs)).toBeNull()
  expect(createSealer('page', [old]).open(sealed, 'support', nowMs)).toBeNull()
  for (const given of [undefined, '', 'A', 'é'.repeat(60), 'A'.repeat(10_000), [sealed]])
    expect(sealer.open(given, 'support', nowMs)).toBeNull()
})

test('after a rotation the older secret still opens what it sealed', () => {
  const before = createSealer('page', [old]).seal('kept', 'support', nowMs + 1_000)
  expect(createSealer('page', [current, old]).open(before, 'support', nowMs)).toBe('kept')
})
