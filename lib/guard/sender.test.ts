/** One sender or two: by address alone, and without the secret nobody can tell which address it was. */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readEnvironment } from '#lib/env/env.ts'
import { senderOf } from './sender.ts'

function behind(hops: number, secret = 's'.repeat(32)) {
  globalThis.deskbellEnvironment = readEnvironment({
    DATA_DIR: mkdtempSync(join(tmpdir(), 'deskbell-sender-')),
    APP_SECRET: secret,
    TRUSTED_PROXY_HOPS: String(hops),
  })
  return (chain: string, others: Record<string, string> = {}) =>
    senderOf(new Headers({ 'x-forwarded-for': chain, ...others }))
}

test('S57 S65 whatever headers are made up, the sender is the address that our side has seen', () => {
  const direct = behind(0)
  const made = { forwarded: 'for=1.1.1.1', 'cf-connecting-ip': '1.1.1.1', 'x-real-ip': '1.1.1.1' }
  expect(direct('9.9.9.9, 203.0.113.9', made)).toBe(direct('203.0.113.9'))
  const proxied = behind(1)
  expect(proxied('<b>, 9.9.9.9, 203.0.113.9, 10.0.0.1', made)).toBe(proxied('203.0.113.9, 10.0.0.1'))
  expect(proxied('203.0.113.9, 10.0.0.1')).not.toBe(proxied('203.0.113.10, 10.0.0.1'))
})

test('S57 an IPv6 /64 is one sender however its addresses rotate, and IPv4 neighbours are two', () => {
  const direct = behind(0)
  expect(direct('2001:db8:0:1::1')).toBe(direct('2001:DB8::1:ffff:0:1:2'))
  expect(direct('2001:db8:0:1::1')).not.toBe(direct('2001:db8:0:2::1'))
  expect(direct('::ffff:203.0.113.9')).toBe(direct('203.0.113.9'))
  expect(direct('203.0.113.9')).not.toBe(direct('203.0.113.10'))
})

test('what is stored of a sender tells nothing without the secret', () => {
  const sender = behind(0)('203.0.113.9')
  expect(sender).toMatch(/^[0-9a-f]{64}$/)
  expect(behind(0, 'o'.repeat(32))('203.0.113.9')).not.toBe(sender)
})
