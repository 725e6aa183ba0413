import { expect, test } from 'vitest'
import { createTurns } from './turns.ts'

test('S27 what is short is drawn at once, however many there are', () => {
  const turn = createTurns()
  expect(Array.from({ length: 30 }, () => turn(500)).every((it) => it === null)).toBe(true)
})

test('S27 between long messages others are answered, and the order stays', async () => {
  const turn = createTurns()
  const happened: string[] = []
  const drawings = Array.from({ length: 4 }, async (_, at) => {
    await turn(64 * 1024)
    happened.push(`message ${at}`)
  })
  const other = (async () => {
    for (let at = 0; at < 4; at += 1) {
      await new Promise((resolve) => setImmediate(resolve))
      happened.push('another request')
    }
  })()
  await Promise.all([...drawings, other])
  const long = happened.flatMap((what, at) => (what.startsWith('message') ? [at] : []))
  expect(happened.filter((what) => what.startsWith('message'))).toEqual(
    [0, 1, 2, 3].map((at) => `message ${at}`),
  )
  expect(long.slice(1).every((at, index) => at - (long[index] ?? 0) > 1)).toBe(true)
})
