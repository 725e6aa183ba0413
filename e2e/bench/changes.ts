/** What has moved since another run: a change counts when it leads outside the quartiles of both. */
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { Figure } from './figure.ts'

const spread = z.object({ lower: z.number(), median: z.number(), upper: z.number() })
const run = z.object({
  at: z.string(),
  figures: z.array(
    z.object({ name: z.string(), cases: z.array(z.object({ name: z.string(), ratio: spread })) }),
  ),
})

export type Run = z.infer<typeof run>

/** A run that was written to `path`. @throws when it is none. */
export const readRun = (path: string): Run => run.parse(JSON.parse(readFileSync(path, 'utf8')))

/** Prints each case that both runs have: ratio before and now, and how far apart. */
export function printChanges(before: Run, figures: readonly Figure[]): void {
  console.log(`\nSince ${before.at}\n`)
  const rows = figures.flatMap(({ name, cases }) =>
    cases.flatMap((now) => {
      const then = before.figures
        .find((figure) => figure.name === name)
        ?.cases.find((each) => each.name === now.name)
      return then ? [{ name: `${name}, ${now.name}`, was: then.ratio, now: now.ratio }] : []
    }),
  )
  for (const { name, was, now } of rows) {
    const change = (now.median / was.median - 1) * 100
    const apart = now.upper < was.lower || now.lower > was.upper
    const mark = apart ? '  moved' : ''
    console.log(`${was.median.toFixed(3)} → ${now.median.toFixed(3)}  ${signed(change)} %  ${name}${mark}`)
  }
  const agreeing = rows.filter(({ was, now }) => Math.abs(now.median / was.median - 1) <= 0.1).length
  console.log(`\n${agreeing} of ${rows.length} within 10 %`)
}

const signed = (value: number) => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(1)}`.padStart(6)
