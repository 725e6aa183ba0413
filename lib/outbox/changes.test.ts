/** That it is solved, and how the help was, reaches the team once and in its turn, whatever happens on the way. */
import { afterEach, expect, test } from 'vitest'
import { type ReamazeFake, startReamazeFake } from '#e2e/fakes/reamaze.ts'
import { type OpenEngine, onEachEngine } from '#lib/db/engines.testing.ts'
import { createReamaze } from '#lib/helpdesk/reamaze/adapter.ts'
import { newToken } from '#lib/threads/access.ts'
import { createOutbox } from './outbox.ts'

const customer = { name: 'Mia Berg', email: 'mia@example.org' }
const silent = { debug() {}, info() {}, warn() {}, error() {} }
const minutes = 60_000

const fakes: ReamazeFake[] = []
afterEach(async () => {
  await Promise.all(fakes.splice(0).map((fake) => fake.stop()))
})

/** A conversation that the team has answered. */
async function startAnswered(open: OpenEngine) {
  const database = await open()
  let now = Date.parse('2026-03-01T09:00:00Z')
  const nowMs = () => now
  const fake = await startReamazeFake({ nowMs })
  fakes.push(fake)
  const helpdesk = createReamaze({ baseUrl: fake.url, email: fake.email, apiToken: fake.apiToken, fetch })
  const box = createOutbox({ database, helpdesk, log: silent, nowMs, random: () => 0 })
  const conversation = { subject: 'Zip', body: 'It broke.', customer, channel: 'support', tags: [], data: {} }
  const token = newToken()
  await box.acceptRequest({ form: 'support', requestId: token, tokens: [token], typed: {}, conversation })
  await box.drain()
  const slug = fake.conversations()[0]?.slug ?? ''
  fake.answer(slug, 'A new one is on its way.')
  const { id: threadId } = await database.kysely.selectFrom('thread').select('id').executeTakeFirstOrThrow()
  return {
    fake,
    box,
    solve: (requestId = newToken()) => box.acceptSolution({ threadId, requestId }),
    rate: (value: 1 | 5, comment = '') => box.acceptRating({ threadId, rating: { value, comment } }),
    reply: (body: string) =>
      box.acceptReply({ threadId, requestId: newToken(), message: { body, customer } }),
    async pass(totalMs: number) {
      for (let passed = 0; passed < totalMs; passed += 1_000) {
        now += 1_000
        await box.drain()
      }
    },
    status: () => fake.conversations()[0]?.status,
    data: () => fake.conversations()[0]?.data,
    puts: () => fake.requests().filter(({ method }) => method === 'PUT').length,
    states: async () => {
      const rows = await database.kysely
        .selectFrom('outbox')
        .select(['kind', 'state'])
        .orderBy('position')
        .execute()
      return rows.map(({ kind, state }) => `${kind} ${state}`)
    },
  }
}

onEachEngine((open) => {
  test('one press, sent twice, marks it as solved once', async () => {
    const thread = await startAnswered(open)
    const requestId = newToken()
    const [first, second] = await Promise.all([thread.solve(requestId), thread.solve(requestId)])
    expect(second).toEqual(first)
    await thread.box.drain()
    expect([thread.status(), thread.puts()]).toEqual([2, 1])
  })

  test('fifty ratings at once are one', async () => {
    const thread = await startAnswered(open)
    const results = await Promise.all(Array.from({ length: 50 }, (_, at) => thread.rate(at === 0 ? 5 : 1)))
    expect(results.filter(({ outcome }) => outcome === 'accepted').length).toBeOneOf([1, 49])
    await thread.box.drain()
    expect(await thread.states()).toEqual(['request delivered', 'rating delivered'])
    expect(thread.puts()).toBe(1)
  })

  test('an outage delays both, and loses neither', async () => {
    const thread = await startAnswered(open)
    await thread.fake.misbehave('refuse')
    await thread.solve()
    await thread.rate(5, 'Quick and kind.')
    await thread.pass(3 * minutes)
    expect(await thread.states()).toEqual(['request delivered', 'solution waiting', 'rating waiting'])
    await thread.fake.behave()
    await thread.pass(10 * minutes)
    expect(thread.status()).toBe(2)
    expect(thread.data()).toMatchObject({
      deskbell_rating: '5',
      deskbell_rating_comment: 'Quick and kind.',
      deskbell_id: expect.stringMatching(/^cf_/),
    })
  })

  test.each(['reset-after-processing', 'truncated', 'html', 'status-503'] as const)(
    '%s: what may have been heard is said again, without a pause that grows short',
    async (kind) => {
      const thread = await startAnswered(open)
      await thread.fake.misbehave(kind, { times: 3, method: 'PUT' })
      await thread.solve()
      await thread.pass(minutes)
      expect(await thread.states()).toEqual(['request delivered', 'solution delivered'])
      expect([thread.status(), thread.puts()]).toEqual([2, 4])
    },
  )

  test('who replies takes it back: a solution that was not heard yet is never told', async () => {
    const thread = await startAnswered(open)
    await thread.fake.misbehave('status-503', { method: 'PUT' })
    await thread.solve()
    await thread.box.drain()
    await thread.reply('It broke again.')
    await thread.pass(10_000)
    expect(thread.status()).toBe(0)
    await thread.fake.behave()
    await thread.pass(5 * minutes)
    expect(thread.status()).toBe(0)
    expect(await thread.states()).toEqual(['request delivered', 'solution delivered', 'reply delivered'])
  })

  test('a reply waits while a solution may be on its way, and reopens what it resolved', async () => {
    const thread = await startAnswered(open)
    await thread.fake.misbehave('hang', { times: 1, method: 'PUT' })
    const solved = await thread.solve()
    if (solved.outcome !== 'accepted') throw new Error('it was not accepted')
    expect(await thread.box.deliverNow(solved.id, 50)).toBe(false)
    await thread.reply('It broke again.')
    expect(await thread.states()).toEqual(['request delivered', 'solution sending', 'reply waiting'])
    await thread.pass(35_000)
    expect(await thread.states()).toEqual(['request delivered', 'solution delivered', 'reply delivered'])
    expect(thread.status()).toBe(0)
    await thread.fake.stop()
    await thread.box.stop()
  })

  test('a rating that the helpdesk refuses is held up for a person, and holds up no reply', async () => {
    const thread = await startAnswered(open)
    await thread.fake.misbehave('status-422', { times: 1, method: 'PUT' })
    await thread.rate(1)
    await thread.reply('And another thing.')
    await thread.box.drain()
    expect(await thread.states()).toEqual(['request delivered', 'rating parked', 'reply delivered'])
    expect(await thread.box.health()).toMatchObject({ parked: 1, parkedReasons: { rejected: 1 } })
  })
})
