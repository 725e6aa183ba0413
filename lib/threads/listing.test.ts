/** Which threads a signed-in customer is shown: their own, and never one that has only their address typed into it. */
import { expect, test } from 'vitest'
import type { Database } from '#lib/db/db.ts'
import { onEachEngine } from '#lib/db/engines.testing.ts'
import { hashOf } from '#lib/db/hash.ts'
import type { Identity } from '#lib/identity/identity.ts'
import { acceptRequest } from '#lib/outbox/accept.ts'
import { newToken, openThread } from './access.ts'
import { listThreads, openListed } from './listing.ts'
import { revokeThread } from './revocation.ts'

const days = 24 * 60 * 60_000
const nowMs = Date.parse('2026-03-01T09:00:00Z')
const mia: Identity = {
  hash: hashOf('user-17'),
  name: 'Mia Berg',
  email: 'mia@example.org',
  isVerified: true,
}
const sam: Identity = {
  hash: hashOf('user-18'),
  name: 'Sam Reed',
  email: 'sam@example.org',
  isVerified: true,
}

async function send(database: Database, subject: string, email: string, identity?: Identity) {
  const token = newToken()
  const customer = { name: 'Mia Berg', email }
  const conversation = { subject, body: subject, customer, channel: 'support', tags: [], data: {} }
  const accepted = {
    form: 'support',
    requestId: token,
    tokens: [token] as const,
    typed: { subject },
    conversation,
  }
  await acceptRequest(database, { ...accepted, ...(identity && { identity }) }, nowMs)
  const thread = await openThread(database, token, nowMs)
  return thread?.reference ?? ''
}

onEachEngine((open) => {
  const subjects = async (database: Database, identity: Identity) =>
    (await listThreads(database, identity, nowMs)).map(({ subject }) => subject).sort()

  test('S14 what was opened in their name, and what is proven to be theirs; a typed address is nobody’s', async () => {
    const database = await open()
    await send(database, 'Signed in', 'mia@example.org', mia)
    const proven = await send(database, 'Proven by mail', 'Mia@Example.org')
    await send(database, 'Only typed', 'mia@example.org')
    await send(database, 'Another’s', 'sam@example.org', sam)
    await database.kysely
      .updateTable('thread')
      .set({ verified_ms: nowMs })
      .where('reference', '=', proven)
      .execute()
    expect(await subjects(database, mia)).toEqual(['Proven by mail', 'Signed in'])
    expect(await subjects(database, { ...mia, isVerified: false }), 'the site does not vouch').toEqual([
      'Signed in',
    ])
    expect(await subjects(database, { ...mia, hash: sam.hash, isVerified: false })).toEqual(['Another’s'])
  })

  test('S03 another’s reference opens nothing; one’s own gets a link that lives and ends with the thread', async () => {
    const database = await open()
    const own = await send(database, 'Mine', 'mia@example.org', mia)
    const others = await send(database, 'Not mine', 'sam@example.org', sam)
    const unproven = await send(database, 'Typed', 'mia@example.org')
    for (const reference of [others, unproven, '', 'ZZZZ-ZZZZ'])
      expect(await openListed(database, { ...mia, email: 'x@example.org' }, { reference, nowMs })).toBeNull()
    expect(await openListed(database, mia, { reference: unproven, nowMs })).toBeNull()
    const token = await openListed(database, mia, { reference: own, nowMs })
    expect(await openThread(database, token, nowMs)).toMatchObject({ reference: own, source: 'identity' })
    await revokeThread(database, own, nowMs)
    expect(await openThread(database, token, nowMs)).toBeNull()
    expect(await subjects(database, mia), 'nor is it listed any more').toEqual([])
  })

  test('links that open nothing any more are thrown away, and no others', async () => {
    const database = await open()
    const links = async () =>
      (
        await database.kysely.selectFrom('thread_link').select('created_ms').orderBy('created_ms').execute()
      ).map(({ created_ms }) => (created_ms - nowMs) / days)
    const [silent, lively, revoked] = [
      await send(database, 'Silent', 'mia@example.org', mia),
      await send(database, 'Lively', 'mia@example.org', mia),
      await send(database, 'Revoked', 'mia@example.org', mia),
    ]
    for (const reference of [silent, lively, revoked]) await openListed(database, mia, { reference, nowMs })
    await revokeThread(database, revoked, nowMs)
    expect(await links()).toEqual([0, 0])
    const laterMs = nowMs + 200 * days
    await database.kysely
      .updateTable('thread')
      .set({ active_ms: laterMs })
      .where('reference', '=', lively)
      .execute()
    await openListed(database, mia, { reference: lively, nowMs: laterMs })
    expect(await links()).toEqual([0, 200])
  })
})
