/** Requests committed to disk, beside what the disk can do: four kilobytes appended and synced. */
import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase } from '#lib/db/open.ts'
import { acceptRequest } from '#lib/outbox/accept.ts'
import { caseOf, type Figure } from './figure.ts'
import { nextLetter } from './letters.ts'

const concurrent = 64

/** Figure 10 of performance.md, on the disk of the folder for temporary files. */
export async function measureAccepts({ quick }: { readonly quick: boolean }): Promise<Figure[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'deskbell-bench-'))
  const database = await openDatabase({ databaseUrl: null, dataDir })
  const accept = async () => void (await acceptRequest(database, nextLetter(), Date.now()))
  const file = openSync(join(dataDir, 'raw'), 'w')
  const count = quick ? 200 : 1_000
  const rates = { raw: [] as number[], single: [] as number[], together: [] as number[] }
  try {
    for (let round = 0; round <= (quick ? 3 : 9); round += 1) {
      const raw = await rateOf(count, 1, async () => appendOnce(file))
      const single = await rateOf(count, 1, accept)
      const together = await rateOf(count * 2, concurrent, accept)
      if (round === 0) continue
      rates.raw.push(raw)
      rates.single.push(single)
      rates.together.push(together)
    }
  } finally {
    closeSync(file)
    await database.close()
    rmSync(dataDir, { recursive: true })
  }
  const ratio = 'requests committed in a second ÷ appends of 4 KB with fdatasync in a second'
  return [
    {
      name: '10 Requests committed, one after the other',
      ratio,
      unit: '/s',
      cases: [caseOf('one at a time', rates.single, rates.raw)],
    },
    {
      name: '10 Requests committed, many at once',
      ratio,
      unit: '/s',
      cases: [caseOf(`${concurrent} at once`, rates.together, rates.raw)],
    },
  ]
}

const page = Buffer.alloc(4_096, 'x')

function appendOnce(file: number): void {
  writeSync(file, page)
  fdatasyncSync(file)
}

/** Calls in a second, `atOnce` under way at any moment. */
export async function rateOf(calls: number, atOnce: number, call: () => Promise<void>): Promise<number> {
  let begun = 0
  const startMs = performance.now()
  const work = async () => {
    while (begun < calls) {
      begun += 1
      await call()
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return (calls * 1_000) / (performance.now() - startMs)
}
