/** Who waits for whom: a network that sends much for itself, and nobody for it. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { keepPace } from './pace.ts'

const office = '203.0.113.0/24'
const elsewhere = '198.51.100.0/24'

beforeEach(() => {
  globalThis.deskbellPace = undefined
  vi.useFakeTimers({ toFake: ['performance', 'setTimeout'] })
})
afterEach(() => vi.useRealTimers())

/** Forms of one moment: which of them were let in so far, and which were turned away. */
async function send(network: string | null, count: number) {
  const found = { letIn: 0, turnedAway: 0 }
  for (let index = 0; index < count; index += 1)
    void keepPace(network).then((isLetIn) => {
      found[isLetIn ? 'letIn' : 'turnedAway'] += 1
    })
  await vi.advanceTimersByTimeAsync(0)
  return found
}

test('an office that sends twenty forms at one moment waits for nothing; a flood waits, and nobody else with it', async () => {
  expect(await send(office, 20)).toEqual({ letIn: 20, turnedAway: 0 })
  const flood = await send(office, 100)
  expect(flood).toEqual({ letIn: 0, turnedAway: 50 })
  expect(await send(elsewhere, 20)).toEqual({ letIn: 20, turnedAway: 0 })
  await vi.advanceTimersByTimeAsync(1_000)
  expect(flood.letIn).toBe(5)
  await vi.advanceTimersByTimeAsync(9_000)
  expect(flood).toEqual({ letIn: 50, turnedAway: 50 })
})

test('a network that has been quiet may send as many again', async () => {
  await send(office, 20)
  await vi.advanceTimersByTimeAsync(4_000)
  expect(await send(office, 21)).toEqual({ letIn: 20, turnedAway: 0 })
})

test('nobody waits whose network cannot be told, or is our own side', async () => {
  expect(await send(null, 500)).toEqual({ letIn: 500, turnedAway: 0 })
  expect(await send('127.0.0.0/24', 500)).toEqual({ letIn: 500, turnedAway: 0 })
})

test('a flood from thousands of networks does not fill the memory', async () => {
  for (let index = 0; index < 3_000; index += 1) {
    await send(`network ${index}`, 1)
    await vi.advanceTimersByTimeAsync(1)
  }
  expect(globalThis.deskbellPace?.size).toBeLessThanOrEqual(1_000)
})
