/** The first promise, on the built server: killed under load, it has lost nothing and sent nothing twice. */
import { expect, test } from '@playwright/test'
import { killServers } from './chaos/kills.ts'

test('killed ten times while customers press Send: each message has arrived once', async () => {
  test.setTimeout(600_000)
  const { kills, accepted, verdict } = await killServers(10)
  expect(verdict).toEqual({ lost: [], duplicated: [], reordered: [] })
  expect(kills).toBe(10)
  expect(accepted).toBeGreaterThan(10)
})
