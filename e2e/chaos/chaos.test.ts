/** The quick size of `npm run chaos`, so that no check-in loses, doubles or reorders what a customer sent. */
import { execFile } from 'node:child_process'
import { resolve } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

// Side by side: each is one process that leaves the other core idle, and this file comes last.
test.concurrent.each(['sqlite', 'postgres'])(
  'on %s, whatever fails or dies at any side effect, nothing is lost, sent twice or out of order',
  { timeout: 600_000 },
  async (engine) => {
    const program = resolve(import.meta.dirname, 'chaos.ts')
    const node = process.features.typescript ? [] : ['--experimental-strip-types']
    // In a process of its own: the suite takes the clock and chance over for all that runs beside it.
    const args = [...node, program, '--quick', '--engine', engine]
    const { stdout } = await promisify(execFile)(process.execPath, args)
    expect(stdout).toContain('0 lost, 0 duplicated, 0 reordered')
  },
)
