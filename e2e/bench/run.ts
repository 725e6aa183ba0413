/** One run of the benchmark: what was measured, on which machine, how long each part took and who else was busy meanwhile. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { cpus, loadavg } from 'node:os'
import { z } from 'zod'
import { launchBrowser } from './browser.ts'
import { neighbours } from './noise.ts'

const spread = z.object({ lower: z.number(), median: z.number(), upper: z.number() })

const part = z.object({
  name: z.string(),
  seconds: z.number(),
  /** Share of the machine that others used, just before and just after it. */
  neighbours: z.number(),
})

const run = z.object({
  at: z.string(),
  quick: z.boolean(),
  machine: z.object({
    cores: z.string(),
    load: z.number(),
    node: z.string(),
    chromium: z.string(),
    next: z.string(),
  }),
  parts: z.array(part),
  figures: z.array(
    z.object({
      part: z.string(),
      name: z.string(),
      ratio: z.string(),
      unit: z.string(),
      missing: z.string().optional(),
      cases: z.array(
        z.object({
          ...{ name: z.string(), subject: z.number(), peer: z.number() },
          ...{ ratio: spread, rounds: z.number() },
        }),
      ),
    }),
  ),
})

export type Run = z.infer<typeof run>
export type Part = z.infer<typeof part>
export type MeasuredFigure = Run['figures'][number]

/** A run that was written to `path`. @throws when it is none. */
export const readRun = (path: string): Run => run.parse(JSON.parse(readFileSync(path, 'utf8')))

/** What a figure depends on beside the product. */
export async function describeMachine(): Promise<Run['machine']> {
  const browser = await launchBrowser()
  const chromium = browser.version()
  await browser.close()
  const { version } = z
    .object({ version: z.string() })
    .parse(createRequire(import.meta.url)('next/package.json'))
  const cores = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`
  return { cores, load: loadavg()[0] ?? 0, node: process.versions.node, chromium, next: version }
}

/** Does a part of the run. @returns what it gave, or the failure, which must not cost the other parts. */
export async function takePart<Taken>(
  name: string,
  measure: () => Promise<Taken>,
): Promise<{ readonly part: Part; readonly taken: Taken | null }> {
  const before = await neighbours()
  const startMs = performance.now()
  const taken = await measure().catch((error: unknown) => {
    console.error(`\n${name} was not measured:`, error)
    return null
  })
  const seconds = Math.round((performance.now() - startMs) / 100) / 10
  return { part: { name, seconds, neighbours: Math.max(before, await neighbours()) }, taken }
}

/** How long everything took, and who disturbed it. */
export function printParts(parts: readonly Part[]): void {
  console.log('\nTime taken\n')
  for (const { name, seconds, neighbours: others } of parts) {
    const busy = others > 0.1 ? `  others used ${(others * 100).toFixed(0)} % of the machine` : ''
    console.log(`${name.padEnd(10)} ${seconds.toFixed(1).padStart(7)} s${busy}`)
  }
  const all = parts.reduce((sum, { seconds }) => sum + seconds, 0)
  console.log(`${'all'.padEnd(10)} ${all.toFixed(1).padStart(7)} s`)
}
