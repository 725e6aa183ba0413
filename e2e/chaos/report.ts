/** What a run of the suite says: counts of what it did, and every failure. */
import { z } from 'zod'
import type { Verdict } from './ledger.ts'

export interface Report {
  say(name: string, counts: Readonly<Record<string, unknown>>): void
  fail(lines: readonly string[]): void
  failures(): number
  /** Adds to the totals. */
  count(counts: Partial<Totals>): void
  /** Adds what was lost, came twice or out of order. */
  judge(verdict: Verdict): void
  totals(): Totals
}

/** Of everything: of one process, or of all that took part. */
export const totalsShape = z.object({
  faults: z.number(),
  kills: z.number(),
  requests: z.number(),
  lost: z.number(),
  duplicated: z.number(),
  reordered: z.number(),
  points: z.number(),
  pairs: z.number(),
  unreached: z.number(),
})
export type Totals = z.infer<typeof totalsShape>

/** @param endsWithFirst the process ends with the first failure. */
export function createReport(endsWithFirst: boolean): Report {
  let failures = 0
  const totals = {
    faults: 0,
    kills: 0,
    requests: 0,
    lost: 0,
    duplicated: 0,
    reordered: 0,
    points: 0,
    pairs: 0,
    unreached: 0,
  }
  const count = (counts: Partial<Totals>) => {
    for (const name of totalsShape.keyof().options) totals[name] += counts[name] ?? 0
  }
  return {
    say: (name, counts) => console.log(`${name}: ${JSON.stringify(counts)}`),
    fail(lines) {
      failures += lines.length
      for (const line of lines.slice(0, 20)) console.log(`FAILED: ${line}`)
      if (endsWithFirst && lines.length > 0) process.exit(1)
    },
    failures: () => failures,
    count,
    judge: ({ lost, duplicated, reordered }) =>
      count({ lost: lost.length, duplicated: duplicated.length, reordered: reordered.length }),
    totals: () => totals,
  }
}
