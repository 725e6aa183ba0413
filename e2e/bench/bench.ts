/**
 * `npm run bench`: every figure as ratios within one run, as a table and as `bench.json`. `--quick` for a first
 * impression, `--only pages,drain` for some, `--compare old.json` for what has moved, `--output <folder>`.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { printChanges, readRun } from './changes.ts'
import { drawCurves } from './curves.ts'
import type { Figure } from './figure.ts'
import { measureGrowth } from './growth.ts'
import { measures } from './measures.ts'
import { printTable } from './table.ts'

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    output: { type: 'string', default: '.cache' },
    only: { type: 'string', default: [...Object.keys(measures), 'growth'].join(',') },
    compare: { type: 'string' },
  },
})

const { quick } = values
const wanted = values.only.split(',')
const unknown = wanted.filter((name) => name !== 'growth' && !(name in measures))
if (unknown.length > 0) throw new Error(`no such measure: ${unknown.join(', ')}`)
// Read first: it is often the file that this run writes.
const before = values.compare === undefined ? null : readRun(values.compare)

console.log(`Node.js ${process.versions.node}, load ${loadavg()[0]?.toFixed(1)}${quick ? ', quick' : ''}`)
const figures: Figure[] = []
for (const name of wanted) {
  const taken = (await measures[name]?.({ quick })) ?? []
  for (const figure of taken) printTable(figure)
  figures.push(...taken)
}
const curves = wanted.includes('growth') ? await measureGrowth({ quick }) : []

const folder = resolve(values.output)
mkdirSync(folder, { recursive: true })
const run = { at: new Date().toISOString(), node: process.versions.node, load: loadavg(), quick }
writeFileSync(join(folder, 'bench.json'), `${JSON.stringify({ ...run, figures, curves }, null, 2)}\n`)
if (curves.length > 0) writeFileSync(join(folder, 'bench.svg'), await drawCurves(curves))
if (before) printChanges(before, figures)
console.log(`\nWritten to ${folder}`)
