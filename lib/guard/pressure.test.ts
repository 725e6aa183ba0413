import { expect, test } from 'vitest'
import { isFull, mostAtOnce, Overload, underPressure } from './pressure.ts'

test('as many as there is room for are taken, the next is refused at once, and there is room again when one is done', async () => {
  const { promise, resolve } = Promise.withResolvers<string>()
  const taken = Array.from({ length: mostAtOnce }, () => underPressure(() => promise))
  expect(isFull()).toBe(true)
  await expect(underPressure(() => promise)).rejects.toThrow(Overload)
  resolve('done')
  expect(new Set(await Promise.all(taken))).toEqual(new Set(['done']))
  expect(isFull()).toBe(false)
  await expect(underPressure(() => Promise.reject(new Error('the disk is full')))).rejects.toThrow('disk')
  expect(isFull()).toBe(false)
})
