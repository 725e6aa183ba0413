/** Who sent something, as far as limits go: told by the connection and our own proxies, never by the sender. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import { expect, test } from 'vitest'
import { isOurSide, networkOf, recordPeers } from './network.ts'

const from = (chain: string, hops = 0) => networkOf(new Headers({ 'x-forwarded-for': chain }), hops)

test('S57 a made-up header changes nothing: the connection counts, or what our own proxies say', async () => {
  recordPeers()
  const server = createServer((request, response) => {
    const headers = new Headers({ 'x-forwarded-for': String(request.headers['x-forwarded-for']) })
    response.end(JSON.stringify([networkOf(headers, 0), networkOf(headers, 1)]))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const ask = async (headers: Record<string, string>) =>
    (await fetch(`http://127.0.0.1:${port}`, { headers })).json()
  expect(await ask({})).toEqual(['127.0.0.0/24', null])
  expect(await ask({ 'X-Forwarded-For': '203.0.113.9' })).toEqual(['127.0.0.0/24', '203.0.113.0/24'])
  expect(await ask({ 'X-Forwarded-For': '198.51.100.1, 203.0.113.9', Forwarded: 'for=1.1.1.1' })).toEqual([
    '127.0.0.0/24',
    '203.0.113.0/24',
  ])
  server.closeAllConnections()
  server.close()
})

test('a proxy that nobody told us of does not make one customer of all', () => {
  const own = [
    '127.0.0.1',
    '10.1.2.3',
    '192.168.0.9',
    '172.20.1.1',
    '169.254.1.1',
    '::1',
    'fd00::1',
    'fe80::1',
  ]
  for (const address of own) expect(isOurSide(from(address) ?? ''), address).toBe(true)
  const others = ['128.0.0.1', '172.32.1.1', '203.0.113.9', '2001:db8::1', '11.0.0.1', '192.169.0.1']
  for (const address of others) expect(isOurSide(from(address) ?? ''), address).toBe(false)
})

test('S57 neighbours are one: an IPv4 /24, an IPv6 /64, in every spelling', () => {
  expect(from('203.0.113.9')).toBe(from('203.0.113.200'))
  expect(from('::ffff:203.0.113.9')).toBe('203.0.113.0/24')
  const rotating = ['2001:db8:0:1::1', '2001:0DB8:0000:0001:ffff:0:1:2', '2001:db8::1:0:0:0:9']
  expect(new Set(rotating.map((address) => from(address)))).toEqual(new Set(['2001:db8:0:1::/64']))
  expect(from('::1')).toBe('0:0:0:0::/64')
  expect(from('fe80::1%eth0')).toBe('fe80:0:0:0::/64')
})

test('what is no address tells nothing', () => {
  for (const chain of ['', 'unknown', '<script>', '1.2.3', '1.2.3.4.5', 'a, b'])
    expect(from(chain), chain).toBeNull()
})
