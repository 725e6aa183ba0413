/** A page that is open is told what is new, once, and everything that has changed makes itself noticed. */
import { expect, test } from 'vitest'
import { cursorOf, entriesAfter } from './news.ts'
import { seconds, startThread } from './thread.testing.ts'

/** A thread and what a page that asks again and again is told. */
async function startWatched() {
  const thread = await startThread()
  let cursor = cursorOf(await thread.load())
  const ask = async () => {
    thread.pass(3 * seconds)
    const view = await thread.load()
    const next = cursorOf(view)
    const news = next === cursor ? null : entriesAfter(view, cursor)
    cursor = next
    return news?.map(({ body, delivery }) => [body, delivery]) ?? null
  }
  return { ...thread, ask }
}

test('as long as nothing happens nothing is new', async () => {
  const thread = await startWatched()
  expect(await thread.ask()).toBeNull()
  expect(await thread.ask()).toBeNull()
})

test('an answer is new once', async () => {
  const thread = await startWatched()
  thread.fake.answer(thread.slug, 'One more thing.')
  expect(await thread.ask()).toEqual([['One more thing.', null]])
  expect(await thread.ask()).toBeNull()
})

test('a reply is new, and new again when it is delivered', async () => {
  const thread = await startWatched()
  await thread.reply('Thanks')
  expect(await thread.ask()).toEqual([['Thanks', 'saved']])
  await thread.deliver()
  expect(await thread.ask()).toEqual([['Thanks', 'delivered']])
  expect(await thread.ask()).toBeNull()
})

test('S11 an answer that becomes an internal note is noticed, and told to nobody', async () => {
  const thread = await startWatched()
  thread.fake.hide(thread.slug, 'Answer to Zip')
  expect(await thread.ask()).toEqual([])
})

test('an outage is noticed, and so is its end', async () => {
  const thread = await startWatched()
  await thread.fake.misbehave('refuse')
  expect(await thread.ask()).toEqual([])
  await thread.fake.behave()
  thread.pass(30 * seconds)
  expect(await thread.ask()).toEqual([])
})

test('a cursor that is none of ours is answered with the whole newest part', async () => {
  const thread = await startWatched()
  const view = await thread.load()
  for (const cursor of [null, '', 'x', '../..', '9'.repeat(5_000)])
    expect(entriesAfter(view, cursor)).toEqual(view.entries)
})
