/** Whose work is done when: everybody's in turn, however much of it one sender brings. */
import { setImmediate as turnOfLoop } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createTurns } from './turns.ts'

test('S38 a sender with much work waiting holds up nobody who comes later with a little', async () => {
  const inTurn = createTurns(2)
  const done: string[] = []
  const work = (sender: string) => inTurn(sender, () => turnOfLoop(done.push(sender)))
  const flood = Array.from({ length: 20 }, () => work('flood'))
  await Promise.all([work('mia'), work('mia'), work('sam')])
  expect(done.slice(0, 7).sort()).toEqual(['flood', 'flood', 'flood', 'flood', 'mia', 'mia', 'sam'])
  await Promise.all(flood)
  expect(done).toHaveLength(23)
})

test('so many at a time and no more, and work that fails makes room like any other', async () => {
  const inTurn = createTurns(2)
  const running = { now: 0, most: 0 }
  const fail = async () => {
    running.now += 1
    running.most = Math.max(running.most, running.now)
    await turnOfLoop()
    running.now -= 1
    throw new Error('as told')
  }
  const all = ['mia', 'mia', 'sam', 'sam', 'sam'].map((sender) => inTurn(sender, fail))
  expect((await Promise.allSettled(all)).map(({ status }) => status)).toEqual(Array(5).fill('rejected'))
  expect(running.most).toBe(2)
  expect(await inTurn('mia', async () => 'done')).toBe('done')
})
