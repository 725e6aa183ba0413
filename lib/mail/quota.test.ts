/** A limit holds for all instances together, whatever their clocks say. */
import { expect, test } from 'vitest'
import { onEachEngine } from '#lib/db/engines.testing.ts'
import { takeShare } from './quota.ts'

const hourMs = 60 * 60_000
const limit = { most: 2, withinMs: hourMs }
const nowMs = Date.parse('2026-03-01T09:00:00Z')

onEachEngine((open) => {
  test('instances whose clocks are minutes apart share one limit', async () => {
    const { kysely, where } = await open()
    const other = await open(where)
    expect(await takeShare(kysely, 'key', limit, nowMs)).toBe(true)
    expect(await takeShare(other.kysely, 'key', limit, nowMs - 5 * 60_000)).toBe(true)
    expect(await takeShare(kysely, 'key', limit, nowMs)).toBe(false)
    expect(await takeShare(other.kysely, 'key', limit, nowMs - 5 * 60_000)).toBe(false)
    expect(await takeShare(kysely, 'key', limit, nowMs + hourMs)).toBe(true)
  })

  test('many at once get no more than there is', async () => {
    const { kysely } = await open()
    const asked = Array.from({ length: 20 }, (_, index) => takeShare(kysely, 'key', limit, nowMs - index))
    expect((await Promise.all(asked)).filter(Boolean)).toHaveLength(2)
  })

  test('a limit that was set before the clock went back by a day says nothing', async () => {
    const { kysely } = await open()
    for (let count = 0; count < 2; count += 1) await takeShare(kysely, 'key', limit, nowMs)
    expect(await takeShare(kysely, 'key', limit, nowMs - 24 * hourMs)).toBe(true)
  })
})
