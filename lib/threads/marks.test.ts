/** A customer says that it is solved, and how the help was: shown as it is, whatever the helpdesk knows by then. */
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { cursorOf } from './news.ts'
import { seconds, startThread } from './thread.testing.ts'

test('what the customer marks as solved is resolved at once, and still after the helpdesk has heard of it', async () => {
  const thread = await startThread()
  expect(await thread.load()).toMatchObject({ status: 'answered', solution: null })
  await thread.solve()
  const markedAtMs = thread.nowMs()
  expect(await thread.load()).toMatchObject({
    status: 'resolved',
    solution: { markedAtMs, delivery: 'saved' },
  })
  expect(thread.fake.conversations()[0]?.status).toBe(1)
  await thread.deliver()
  expect(await thread.load()).toMatchObject({
    status: 'resolved',
    solution: { markedAtMs, delivery: 'delivered' },
  })
  expect(thread.fake.conversations()[0]?.status).toBe(2)
})

test('whoever marks it as solved after their own last words sees that it is', async () => {
  const thread = await startThread()
  await thread.reply('It works now.')
  thread.pass(seconds)
  await thread.solve()
  await thread.deliver()
  expect(await thread.load()).toMatchObject({ status: 'resolved' })
})

test('a reply takes it back, and so does the team', async () => {
  const thread = await startThread()
  await thread.solve()
  await thread.deliver()
  thread.pass(seconds)
  await thread.reply('It broke again.')
  await thread.deliver()
  expect(await thread.load()).toMatchObject({ status: 'with-team', solution: null })
  expect(thread.fake.conversations()[0]?.status).toBe(0)

  await thread.solve()
  await thread.deliver()
  expect(await thread.load()).toMatchObject({ status: 'resolved' })
  thread.pass(3 * seconds)
  thread.fake.answer(thread.slug, 'One question is left.')
  thread.fake.setStatus(thread.slug, 1)
  expect(await thread.load()).toMatchObject({ status: 'answered', solution: null })
})

test('the team resolves after the customer’s own last words: the page says so, but not while they are on their way', async () => {
  const thread = await startThread()
  thread.pass(seconds)
  await thread.reply('Thank you, that helped.')
  await thread.deliver()
  expect(await thread.load()).toMatchObject({ status: 'with-team' })
  thread.fake.setStatus(thread.slug, 2)
  thread.pass(3 * seconds)
  expect(await thread.load()).toMatchObject({ status: 'resolved' })
  await thread.reply('It broke again.')
  expect(await thread.load()).toMatchObject({ status: 'with-team' })
  await thread.deliver()
  expect(await thread.load()).toMatchObject({ status: 'with-team' })
})

test('in an outage it stays resolved, by the customer’s word', async () => {
  const thread = await startThread()
  await thread.load()
  await thread.solve()
  await thread.deliver()
  await thread.fake.misbehave('refuse')
  expect(await thread.load()).toMatchObject({ status: 'resolved', answersReadable: false })
})

test('a rating is shown with what became of it, and there is one to a conversation', async () => {
  const thread = await startThread()
  const before = cursorOf(await thread.load())
  expect(await thread.rate({ value: 4, comment: 'Quick.' })).toMatchObject({ outcome: 'accepted' })
  expect(await thread.rate({ value: 4, comment: 'Quick.' })).toMatchObject({ outcome: 'accepted' })
  expect(await thread.rate({ value: 1, comment: '' })).toEqual({ outcome: 'reused' })
  const view = await thread.load()
  expect(view).toMatchObject({ rating: { value: 4, comment: 'Quick.', delivery: 'saved' } })
  expect(cursorOf(view), 'other browsers notice it').not.toBe(before)
  await thread.deliver()
  expect(await thread.load()).toMatchObject({ rating: { value: 4, delivery: 'delivered' } })
  expect(thread.fake.conversations()[0]?.data).toMatchObject({
    deskbell_rating: '4',
    deskbell_rating_comment: 'Quick.',
  })
  const { entries } = await thread.load()
  expect(entries.map(({ body }) => body)).toEqual(['Zip', 'Answer to Zip'])
})

test('marks of a long conversation are found by their own small index', async () => {
  const { database } = await startThread()
  const { rows } = await database.kysely.executeQuery<{ detail: string }>(
    sql`explain query plan select kind from outbox
      where thread_id = ${'x'} and kind not in ('request', 'reply') order by position`.compile(
      database.kysely,
    ),
  )
  expect(rows.map(({ detail }) => detail).join()).toContain('outbox_marks')
})
