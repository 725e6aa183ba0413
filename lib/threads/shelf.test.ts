import { expect, test } from 'vitest'
import { createShelf } from './shelf.ts'

test('when there is no room left, what was put there longest ago goes first', () => {
  const shelf = createShelf((item: { size: number }) => item.size, 10)
  const grows = { size: 4 }
  shelf.put('a', { size: 4 })
  shelf.put('b', grows)
  shelf.put('a', { size: 4 })
  grows.size = 7
  shelf.weigh('b', grows)
  expect([shelf.get('a'), shelf.get('b')]).toEqual([undefined, { size: 7 }])
  shelf.weigh('a', { size: 1 })
  expect(shelf.get('a')).toBeUndefined()
  shelf.put('huge', { size: 11 })
  expect([shelf.get('b'), shelf.get('huge')]).toEqual([undefined, undefined])
})
