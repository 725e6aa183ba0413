/** `npm run bench`: every figure as ratios within one run, as a table and as `bench.json` (`--quick`, `--output <folder>`). */
import { mkdirSync, writeFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { measureAttacks } from './attacks.ts'
import { measureDesk } from './desk.ts'
import { measureEmbed } from './embed.ts'
import { measureGoodput } from './goodput.ts'
import { measureLists } from './lists.ts'
import { measureMarkup } from './markup.ts'
import { printTable } from './table.ts'
import { measureThreads } from './threads.ts'
import { measureUploads } from './uploads.ts'

const { values } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, output: { type: 'string', default: '.cache' } },
})

console.log(
  `Node.js ${process.versions.node}, load ${loadavg()[0]?.toFixed(1)}${values.quick ? ', quick' : ''}`,
)
const { quick } = values
const figures = [
  await measureLists({ quick }),
  await measureDesk({ quick }),
  await measureUploads({ quick }),
  await measureGoodput({ quick }),
  measureMarkup({ quick }),
  ...(await measureThreads({ quick })),
  ...(await measureEmbed({ quick })),
  ...(await measureAttacks({ quick })),
]
for (const figure of figures) printTable(figure)

const path = join(resolve(values.output), 'bench.json')
mkdirSync(resolve(values.output), { recursive: true })
const run = {
  at: new Date().toISOString(),
  node: process.versions.node,
  load: loadavg(),
  quick: values.quick,
}
writeFileSync(path, `${JSON.stringify({ ...run, figures }, null, 2)}\n`)
console.log(`\nWritten to ${path}`)
