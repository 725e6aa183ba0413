/** Who holds the link reads the thread, for as long as the operator's rules allow, and nobody else. */
import { expect, test } from 'vitest'
import { hashOf } from '#lib/db/hash.ts'
import { newToken } from './access.ts'
import { revokeThread, rotateThread } from './revocation.ts'
import { seconds, startThread } from './thread.testing.ts'
import { readThread } from './thread.ts'

const days = 24 * 3600 * seconds

/** A thread, what opens it, and its reference. */
async function startOpen() {
  const thread = await startThread()
  const { reference } = await thread.load()
  const opens = async (token: unknown) => (await readThread(thread.sources, token, 1)) !== null
  return { ...thread, reference, opens }
}

test('S16 a link opens its thread until 180 days after the last message, to the second', async () => {
  const thread = await startOpen()
  const sentMs = thread.nowMs() - seconds
  thread.pass(180 * days - 2 * seconds)
  expect(thread.nowMs()).toBe(sentMs + 180 * days - seconds)
  expect(await thread.opens(thread.token)).toBe(true)
  thread.pass(seconds)
  expect(await thread.opens(thread.token)).toBe(false)
})

test('S16 a reply makes the link live on', async () => {
  const thread = await startOpen()
  thread.pass(179 * days)
  await thread.reply('Still there?')
  thread.pass(179 * days)
  expect(await thread.opens(thread.token)).toBe(true)
})

test('S16 a revoked link is closed for whoever has the page open, while its answers are still known', async () => {
  const thread = await startOpen()
  expect(await thread.opens(thread.token)).toBe(true)
  thread.reads()
  expect(await revokeThread(thread.database, thread.reference.toLowerCase(), thread.nowMs())).toBe(true)
  expect(await thread.opens(thread.token)).toBe(false)
  expect(thread.reads(), 'the helpdesk is not asked').toBe(0)
})

test('S16 a rotated link: the old one opens nothing, the new one the same thread, revoked or expired before', async () => {
  const thread = await startOpen()
  await revokeThread(thread.database, thread.reference, thread.nowMs())
  thread.pass(200 * days)
  const fresh = await rotateThread(thread.database, thread.reference.replace('-', ' '), thread.nowMs())
  expect(fresh).toMatch(/^[\w-]{43}$/)
  expect(await thread.opens(thread.token)).toBe(false)
  expect(await readThread(thread.sources, fresh, 1)).toMatchObject({ reference: thread.reference })
})

test('a reference that was never given closes and opens nothing', async () => {
  const thread = await startOpen()
  expect(await revokeThread(thread.database, 'ZZZZ-ZZZZ', thread.nowMs())).toBe(false)
  expect(await rotateThread(thread.database, '', thread.nowMs())).toBeNull()
  expect(await thread.opens(thread.token)).toBe(true)
})

test('S01 S02 what is no token opens nothing and reaches neither database nor helpdesk', async () => {
  const thread = await startOpen()
  const closed = { ...thread.sources, database: { ...thread.database, kysely: unreachable } }
  const wrong = [
    '',
    ' ',
    '\u200b',
    null,
    undefined,
    '[object Object]',
    [thread.token, 'x'],
    'a'.repeat(10_240),
  ]
  for (const token of [...wrong, '../', '%00', thread.slug, `${thread.token} `, thread.token.slice(0, 42)])
    expect(await readThread(closed, token, 1)).toBeNull()
})

test('S07 an unknown, a revoked and an expired link take the same one look-up by hash, and no call', async () => {
  const thread = await startOpen()
  const other = await thread.send('Hinge')
  const { reference } = await thread.loadOf(other.token)
  await revokeThread(thread.database, reference, thread.nowMs())
  thread.reads()
  const queries: string[] = []
  const watched = thread.database.kysely.withPlugin({
    transformQuery: ({ node }) => {
      queries.push(node.kind)
      return node
    },
    transformResult: async ({ result }) => result,
  })
  const sources = { ...thread.sources, database: { ...thread.database, kysely: watched } }
  expect(await readThread(sources, newToken(), 1)).toBeNull()
  expect(await readThread(sources, other.token, 1)).toBeNull()
  thread.pass(181 * days)
  expect(await readThread(sources, thread.token, 1)).toBeNull()
  expect(queries).toEqual(['SelectQueryNode', 'SelectQueryNode', 'SelectQueryNode'])
  expect(thread.reads()).toBe(0)
})

test('S08 a token is 256 bits of the system’s, never the same, and stored only as its hash', async () => {
  const tokens = new Set(Array.from({ length: 100_000 }, newToken))
  expect(tokens.size).toBe(100_000)
  expect([...tokens].every((token) => /^[A-Za-z0-9_-]{43}$/.test(token))).toBe(true)
  const thread = await startOpen()
  const rows = await thread.database.kysely.selectFrom('thread').selectAll().execute()
  expect(JSON.stringify(rows)).toContain(hashOf(thread.token))
  expect(JSON.stringify(rows)).not.toContain(thread.token)
})

const unreachable = new Proxy(Object.create(null), {
  get() {
    throw new Error('the database was asked')
  },
})
