/**
 * `npm run bench`: every figure as ratios within one run, as a table and as `bench.json`. `--quick` for a first
 * impression, `--only pages,drain` for some, `--compare old.json` for whether two runs agree, `--output <folder>`;
 * `--readme` measures nothing and puts the figures of the run in that folder into the README, beside those of
 * `--compare` that differ.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { printChanges } from './changes.ts'
import { drawCurves } from './curves.ts'
import { type Curve, measureGrowth } from './growth.ts'
import { measures, quickly } from './measures.ts'
import { writeFigures } from './readme.ts'
import {
  describeMachine,
  type MeasuredFigure,
  type Part,
  printParts,
  type Run,
  readRun,
  takePart,
} from './run.ts'
import { printTable } from './table.ts'

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    output: { type: 'string', default: '.cache' },
    only: { type: 'string' },
    compare: { type: 'string' },
    readme: { type: 'boolean', default: false },
  },
})

const folder = resolve(values.output)
// Read first: it is often the file that this run writes.
const before = values.compare === undefined ? null : readRun(values.compare)
if (values.readme) writeFigures(readRun(join(folder, 'bench.json')), before)
else process.exitCode = await bench(values.only?.split(',') ?? all(values.quick), values.quick)

function all(quick: boolean): readonly string[] {
  return quick ? quickly : [...Object.keys(measures), 'growth']
}

/** Measures these parts. A part that fails costs its own figures and the exit code, never the others. */
async function bench(wanted: readonly string[], quick: boolean): Promise<number> {
  const unknown = wanted.filter((name) => name !== 'growth' && !(name in measures))
  if (unknown.length > 0) throw new Error(`no such measure: ${unknown.join(', ')}`)
  const machine = await describeMachine()
  console.log(`${new Date().toISOString()}${quick ? ', quick' : ''}`, machine)
  const figures: MeasuredFigure[] = []
  const parts: Part[] = []
  let curves: readonly Curve[] = []
  const write = () => writeRun({ at: new Date().toISOString(), quick, machine, parts, figures }, curves)
  let failed = 0
  for (const name of wanted) {
    const measure = measures[name]
    const { part, taken } = await takePart(name, async () => {
      if (!measure) curves = await measureGrowth({ quick })
      return (await measure?.({ quick })) ?? []
    })
    parts.push(part)
    for (const figure of taken ?? []) {
      printTable(figure)
      figures.push({ part: name, ...figure, cases: [...figure.cases] })
    }
    if (taken === null) failed += 1
    write()
  }
  if (curves.length > 0) writeFileSync(join(folder, 'bench.svg'), await drawCurves(curves))
  printParts(parts)
  if (before) printChanges(before, write())
  console.log(`\nWritten to ${folder}`)
  return failed > 0 ? 1 : 0
}

function writeRun(run: Run, curves: readonly Curve[]): Run {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'bench.json'), `${JSON.stringify({ ...run, curves }, null, 2)}\n`)
  return run
}
