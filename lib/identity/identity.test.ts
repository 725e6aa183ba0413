/** What the operator's site has to sign, and everything that is not just that. */
import { SignJWT } from 'jose'
import { expect, test } from 'vitest'
import { onEachEngine } from '#lib/db/engines.testing.ts'
import { readIdentity } from './identity.ts'
import { beginSession, endSession, findSession, sessionLifeMs } from './session.ts'
import { readStamp, stampIdentity } from './stamp.ts'

const secret = 'i'.repeat(32)
const audience = 'https://help.example.com'
const nowMs = Date.parse('2026-03-01T09:00:00Z')
const now = nowMs / 1_000
const claims = { sub: 'user-17', name: 'Mia Berg', email: 'mia@example.org', email_verified: true }

interface Signing {
  readonly with?: string
  readonly head?: Record<string, string>
  readonly claims?: Record<string, unknown>
}

function sign({ with: key = secret, head = {}, claims: more = {} }: Signing = {}): Promise<string> {
  return new SignJWT({ aud: audience, iat: now, exp: now + 300, ...claims, ...more })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT', ...head })
    .sign(new TextEncoder().encode(key))
}

const read = (token: unknown, atMs = nowMs, secrets: readonly string[] = [secret]) =>
  readIdentity(token, { secrets, audience, nowMs: atMs })

test('a token that is just right names its customer, without the site’s own id', async () => {
  const identity = await read(await sign())
  expect(identity).toMatchObject({ name: 'Mia Berg', email: 'mia@example.org', isVerified: true })
  expect(JSON.stringify(identity)).not.toContain('user-17')
  expect((await read(await sign({ claims: { name: 'Other' } })))?.hash).toBe(identity?.hash)
  expect((await read(await sign({ claims: { sub: 'user-18' } })))?.hash).not.toBe(identity?.hash)
})

test('an address is taken for proven only if the token says so', async () => {
  expect(await read(await sign({ claims: { email_verified: undefined } }))).toMatchObject({
    isVerified: false,
  })
})

test.each<[string, Signing]>([
  ['another secret', { with: 'x'.repeat(32) }],
  ['another algorithm', { head: { alg: 'HS512' }, with: 'i'.repeat(64) }],
  ['another type', { head: { typ: 'at+jwt' } }],
  ['another audience', { claims: { aud: 'https://other.example.com' } }],
  ['several audiences, none ours', { claims: { aud: ['https://a.example', 'https://b.example'] } }],
  ['no end', { claims: { exp: undefined } }],
  ['an end that is past', { claims: { exp: now - 31 } }],
  ['no beginning', { claims: { iat: undefined } }],
  ['an age of more than an hour, and a far end', { claims: { iat: now - 3_700, exp: now + 9_999_999 } }],
  ['a beginning to come', { claims: { iat: now + 300 } }],
  ['no customer', { claims: { sub: undefined } }],
  ['an empty customer', { claims: { sub: '' } }],
  ['no address', { claims: { email: undefined } }],
  ['two addresses', { claims: { email: 'mia@example.org,sam@example.org' } }],
  ['an address that splits a header', { claims: { email: 'mia@example.org\r\nBcc: sam@example.org' } }],
  ['no name', { claims: { name: ' ' } }],
])('%s: nobody is signed in', async (_name, signing) => {
  expect(await read(await sign(signing))).toBeNull()
})

test('no token, a cut, an unsigned and a huge one: nobody is signed in, and nothing throws', async () => {
  const token = await sign()
  const [, payload] = token.split('.')
  const none = `${Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url')}.${payload}.`
  for (const wrong of [undefined, null, '', 'a.b.c', token.slice(0, -1), none, [token], 'x'.repeat(10_000)])
    expect(await read(wrong)).toBeNull()
})

test('after a rotation of IDENTITY_SECRET the old one still names', async () => {
  expect(await read(await sign(), nowMs, ['n'.repeat(32), secret])).not.toBeNull()
})

test('a stamp names its customer for a day, and cannot be made or changed by anyone else', async () => {
  const identity = await read(await sign())
  if (!identity) throw new Error('nobody')
  const stamp = stampIdentity(['s'.repeat(32)], identity, nowMs)
  const readAt = (text: string, atMs: number, key = 's') => readStamp([key.repeat(32)], text, atMs)
  expect(readAt(stamp, nowMs)).toEqual(identity)
  expect(readAt(stamp, nowMs + 24 * 3_600_000)).toBeNull()
  expect(readAt(stamp, nowMs, 'x')).toBeNull()
  const [, expires, signature] = stamp.split('.')
  const forged = Buffer.from(JSON.stringify({ ...identity, email: 'sam@example.org' })).toString('base64url')
  for (const wrong of [[forged, expires, signature].join('.'), `${stamp}.x`, '', '..', 'x'])
    expect(readAt(wrong, nowMs)).toBeNull()
})

onEachEngine((open) => {
  test('a visit has a fresh value each time, ends in half a day or when its customer says so, and only its hash is kept', async () => {
    const database = await open()
    const identity = await read(await sign())
    if (!identity) throw new Error('nobody')
    const first = await beginSession(database, identity, { former: undefined, nowMs })
    expect(await findSession(database, first, nowMs)).toEqual(identity)
    const second = await beginSession(database, identity, { former: first, nowMs })
    expect(second).not.toBe(first)
    expect(await findSession(database, first, nowMs), 'the former one').toBeNull()
    const rows = await database.kysely.selectFrom('identity_session').selectAll().execute()
    expect(JSON.stringify(rows)).not.toContain(second)
    expect(await findSession(database, second, nowMs + sessionLifeMs)).toBeNull()
    await endSession(database, second)
    expect(await findSession(database, second, nowMs)).toBeNull()
    for (const wrong of [undefined, '', 'x', 'A'.repeat(43)])
      expect(await findSession(database, wrong, nowMs)).toBeNull()
  })
})
