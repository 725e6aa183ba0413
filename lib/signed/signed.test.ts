import { expect, test } from 'vitest'
import { createSigner } from './signed.ts'

const [old, current] = ['o'.repeat(32), 'c'.repeat(32)]
const signer = createSigner('page link', [current])
const claim = { subject: 'a1', expires: '2000000000' }
const nowMs = 1_999_999_999_000

test('what was signed verifies until its time is up', () => {
  const signature = signer.sign(claim)
  expect(signature).toMatch(/^[A-Za-z0-9_-]{43}$/)
  expect(signer.verify(claim, signature, nowMs)).toBe(true)
  expect(signer.verify(claim, signature, nowMs + 1_000)).toBe(false)
})

test('any one character changed, and it does not verify', () => {
  const signature = signer.sign(claim)
  for (let at = 0; at < signature.length; at += 1)
    for (const other of 'AB-') {
      const changed = signature.slice(0, at) + other + signature.slice(at + 1)
      expect(signer.verify(claim, changed, nowMs)).toBe(changed === signature)
    }
})

test.each([
  ['another subject', { ...claim, subject: 'a2' }],
  ['a later end', { ...claim, expires: '2000000001' }],
  ['the same end spelt otherwise', { ...claim, expires: '02000000000' }],
])('%s does not verify', (_name, other) => {
  expect(signer.verify(other, signer.sign(claim), nowMs)).toBe(false)
})

test('nothing that is no signature verifies, and nothing throws', () => {
  for (const signature of ['', 'é'.repeat(43), 'x'.repeat(10_000)])
    expect(signer.verify(claim, signature, nowMs)).toBe(false)
  const odd = { subject: 'a1', expires: 'soon' }
  expect(signer.verify(odd, signer.sign(odd), nowMs)).toBe(false)
})

test('one purpose does not verify for another', () => {
  expect(createSigner('helpdesk link', [current]).verify(claim, signer.sign(claim), nowMs)).toBe(false)
})

test('after a rotation the old secret still verifies, and the new one signs', () => {
  const before = createSigner('page link', [old])
  const rotated = createSigner('page link', [current, old])
  expect(rotated.verify(claim, before.sign(claim), nowMs)).toBe(true)
  expect(rotated.sign(claim)).toBe(signer.sign(claim))
  expect(signer.verify(claim, before.sign(claim), nowMs)).toBe(false)
})
