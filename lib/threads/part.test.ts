/** A conversation of any length opens at its newest part, loses nothing on the way back, and costs the same. */
import { expect, test } from 'vitest'
import { seconds, startThread } from './thread.testing.ts'
import { readThread } from './thread.ts'

/** A thread whose customer wrote "Zip", and to which staff answered `answers` times, "0" first. */
async function startLong(answers: number) {
  const thread = await startThread()
  thread.fake.hide(thread.slug, 'Answer to Zip')
  for (let index = 0; index < answers; index += 1) {
    thread.pass(seconds)
    thread.fake.answer(thread.slug, String(index))
  }
  thread.pass(3 * seconds)
  const shown = async (pages?: number) => (await thread.load(pages)).entries.map(({ body }) => body)
  return { ...thread, shown }
}

const numbers = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => String(from + at))

test('the newest thirty come first, and earlier ones join them', async () => {
  const thread = await startLong(70)
  expect(await thread.shown()).toEqual(numbers(40, 70))
  expect(await thread.load()).toMatchObject({ hasEarlier: true, status: 'answered' })
  expect(await thread.shown(2)).toEqual(numbers(10, 70))
  expect(await thread.shown(3)).toEqual(['Zip', ...numbers(0, 70)])
  expect(await thread.load(3)).toMatchObject({ hasEarlier: false })
})

test('however far back one goes, a view costs at most five calls, and no message is left out between two views', async () => {
  const thread = await startLong(300)
  const met = new Set<string>()
  for (let pages = 1; ; pages += 1) {
    thread.reads()
    const { entries, hasEarlier, hasLater, status } = await thread.load(pages)
    expect(thread.reads()).toBeLessThanOrEqual(4)
    expect(entries.length).toBeLessThanOrEqual(91)
    expect(status).toBe('answered')
    expect(hasLater).toBe(pages > 3)
    for (const { body } of entries) met.add(body)
    if (!hasEarlier) break
  }
  expect(met.size).toBe(301)
})

test('a page far beyond the first message shows the first messages', async () => {
  const thread = await startLong(100)
  expect(await thread.shown(500)).toEqual(['Zip', ...numbers(0, 70)])
})

test('what is not delivered stands on the newest page, however many answers came after it', async () => {
  const thread = await startLong(0)
  await thread.fake.misbehave('status-422', { method: 'POST', times: 1 })
  await thread.reply('Held up')
  await thread.deliver()
  for (let index = 0; index < 40; index += 1) {
    thread.pass(seconds)
    thread.fake.answer(thread.slug, String(index))
  }
  thread.pass(3 * seconds)
  const { entries } = await thread.load()
  expect(entries[0]).toMatchObject({ body: 'Held up', delivery: 'parked' })
  expect(entries.slice(1).map(({ body }) => body)).toEqual(numbers(10, 40))
})

test('a reply that reached the team long after it was written stands once, where it was written', async () => {
  const thread = await startLong(40)
  await thread.fake.misbehave('refuse')
  await thread.reply('Late')
  await thread.deliver()
  await thread.fake.behave()
  for (let index = 40; index < 75; index += 1) {
    thread.pass(seconds)
    thread.fake.answer(thread.slug, String(index))
  }
  thread.pass(3600 * seconds)
  await thread.deliver()
  thread.pass(3 * seconds)
  expect(await thread.shown(1)).not.toContain('Late')
  const all = await thread.shown(3)
  expect(all.filter((body) => body === 'Late')).toHaveLength(1)
  expect(all.indexOf('Late')).toBe(41)
})

test('in an outage from the start, a customer turns the pages of what they wrote themselves', async () => {
  const thread = await startThread()
  await thread.fake.misbehave('refuse')
  for (let index = 0; index < 100; index += 1) {
    thread.pass(seconds)
    await thread.reply(String(index))
  }
  await thread.database.kysely.updateTable('outbox').set({ state: 'delivered' }).execute()
  const shown = async (pages: number) => (await thread.load(pages)).entries.map(({ body }) => body)
  expect(await shown(1)).toEqual(numbers(70, 100))
  expect(await shown(2)).toEqual(numbers(40, 100))
  expect(await shown(4)).toEqual(['Zip', ...numbers(0, 70)])
  expect(await thread.load(4)).toMatchObject({ hasEarlier: false, hasLater: true })
})

test('of a thousand own messages no more are read than a view has room for', async () => {
  const thread = await startThread()
  const [first] = await thread.database.kysely.selectFrom('outbox').selectAll().execute()
  if (!first) throw new Error('nothing was sent')
  const copies = Array.from({ length: 1_000 }, (_, at) => ({
    ...first,
    id: `cf_${at}`,
    request_hash: `hash ${at}`,
    position: at + 1,
    created_ms: first.created_ms + at + 1,
  }))
  for (let at = 0; at < copies.length; at += 100)
    await thread.database.kysely
      .insertInto('outbox')
      .values(copies.slice(at, at + 100))
      .execute()
  let rows = 0
  const counting = thread.database.kysely.withPlugin({
    transformQuery: ({ node }) => node,
    transformResult: async ({ result }) => {
      rows += result.rows.length
      return result
    },
  })
  const database = { ...thread.database, kysely: counting }
  const view = await readThread({ ...thread.sources, database }, thread.token, 1)
  expect(view?.entries.map(({ id }) => id)).toContain('cf_999')
  expect(view).toMatchObject({ hasEarlier: true })
  expect(rows).toBeLessThan(40)
})
