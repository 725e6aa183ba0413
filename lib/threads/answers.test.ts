/** A thread page asks the helpdesk politely, and never hides from a customer what is already known. */
import { expect, test } from 'vitest'
import { seconds, startThread } from './thread.testing.ts'

test('a hundred people with one page open cost the helpdesk one look', async () => {
  const thread = await startThread()
  const views = await Promise.all(Array.from({ length: 100 }, () => thread.load()))
  expect(views.every(({ entries }) => entries.at(-1)?.body === 'Answer to Zip')).toBe(true)
  expect(thread.reads()).toBe(1)
  await thread.load()
  expect(thread.reads()).toBe(0)
})

test('an answer shows within three seconds, and a page that nobody looks at asks for nothing', async () => {
  const thread = await startThread()
  await thread.load()
  thread.fake.answer(thread.slug, 'One more thing.')
  thread.pass(3 * seconds)
  expect(thread.reads()).toBe(1)
  expect(await thread.bodies()).toEqual(['Zip', 'Answer to Zip', 'One more thing.'])
  expect(thread.reads()).toBe(1)
})

test('a helpdesk of our own is asked as often as somebody looks, and once by all at the same moment', async () => {
  const thread = await startThread({ inProcess: true })
  await thread.load()
  thread.fake.answer(thread.slug, 'At once.')
  expect(await thread.bodies()).toContain('At once.')
  thread.reads()
  await Promise.all([thread.load(), thread.load(), thread.load()])
  expect(thread.reads()).toBe(1)
})

test("a customer's reply shows at once, and so does that it was delivered", async () => {
  const thread = await startThread()
  await thread.load()
  thread.pass(seconds)
  await thread.reply('Thank you!')
  const waiting = await thread.load()
  expect(waiting.entries.at(-1)).toMatchObject({ body: 'Thank you!', own: true, delivery: 'saved' })
  await thread.deliver()
  thread.pass(seconds)
  thread.fake.answer(thread.slug, 'You are welcome.')
  const delivered = await thread.load()
  expect(delivered.entries.map(({ body }) => body)).toEqual([
    'Zip',
    'Answer to Zip',
    'Thank you!',
    'You are welcome.',
  ])
  expect(delivered.entries.at(-2)).toMatchObject({ delivery: 'delivered' })
})

test('an answer that staff turns into an internal note is gone with the next look', async () => {
  const thread = await startThread()
  expect(await thread.bodies()).toContain('Answer to Zip')
  thread.fake.hide(thread.slug, 'Answer to Zip')
  thread.pass(3 * seconds)
  expect(await thread.bodies()).toEqual(['Zip'])
})

test('in an outage the page shows what was known last, says so, and the helpdesk is left in peace', async () => {
  const thread = await startThread()
  await thread.load()
  await thread.fake.misbehave('status-503')
  thread.reads()
  for (let second = 0; second < 600; second += 1) {
    thread.pass(seconds)
    const { entries, answersReadable } = await thread.load()
    expect(entries.map(({ body }) => body)).toEqual(['Zip', 'Answer to Zip'])
    expect(answersReadable).toBe(second < 2)
  }
  expect(thread.reads()).toBeLessThanOrEqual(25)
  await thread.fake.behave()
  thread.pass(30 * seconds)
  expect(await thread.load()).toMatchObject({ answersReadable: true })
})

test('a customer who comes during an outage reads at least what they wrote themselves', async () => {
  const thread = await startThread()
  await thread.fake.misbehave('refuse')
  const { entries, answersReadable } = await thread.load()
  expect(entries.map(({ body }) => body)).toEqual(['Zip'])
  expect(answersReadable).toBe(false)
})

test('429: no thread asks again before the helpdesk’s time is up', async () => {
  const thread = await startThread()
  const other = await thread.send('Hinge')
  await thread.fake.misbehave('status-429', { method: 'GET', times: 2, retryAfter: '120' })
  expect(await thread.load()).toMatchObject({ answersReadable: false })
  thread.reads()
  thread.pass(119 * seconds)
  expect(await thread.loadOf(other.token)).toMatchObject({ answersReadable: false })
  expect(await thread.load()).toMatchObject({ answersReadable: false })
  expect(thread.reads()).toBe(0)
  thread.pass(2 * seconds)
  expect(await thread.loadOf(other.token)).toMatchObject({ answersReadable: true })
})

test('a conversation that the helpdesk has lost does not keep others from being read', async () => {
  const thread = await startThread()
  const other = await thread.send('Hinge')
  await thread.fake.misbehave('status-404', { method: 'GET', times: 2 })
  expect(await thread.load()).toMatchObject({ answersReadable: false })
  expect(await thread.loadOf(other.token)).toMatchObject({ answersReadable: true })
})

test('a helpdesk that does not answer does not hold the page up', { timeout: 8_000 }, async () => {
  const thread = await startThread()
  await thread.load()
  thread.pass(5 * seconds)
  await thread.fake.misbehave('hang', { method: 'GET' })
  const { entries, answersReadable } = await thread.load()
  expect(answersReadable).toBe(false)
  expect(entries.map(({ body }) => body)).toEqual(['Zip', 'Answer to Zip'])
})

test('an address that asks for more pages than there are shows all there is', async () => {
  const thread = await startThread()
  for (let count = 1; count <= 40; count += 1) thread.fake.answer(thread.slug, `Answer ${count}`)
  const { entries, hasEarlier } = await thread.load(9)
  expect(entries.map(({ body }) => body)).toContain('Zip')
  expect(entries).toHaveLength(42)
  expect(hasEarlier).toBe(false)
})
