/** `npm test`: everything to a verdict. Whatever fails, what can still run does; the last line counts. */
import { findBrowser } from './browser.mjs'
import { buildIfChanged } from './build.mjs'
import { runChecks } from './checks.mjs'
import { installDependencies, installPostgres } from './dependencies.mjs'
import { runJourneys } from './journeys.mjs'
import { underCurrentNode } from './runtime.mjs'
import { createVerdict } from './verdict.mjs'

await underCurrentNode()
const verdict = createVerdict()
await test()
console.log(`\n${verdict.line()}`)
process.exit(verdict.failed() ? 1 : 0)

async function test() {
  if (!(await holds(installDependencies))) return
  await holds(installPostgres)
  const browser = await holds(findBrowser)
  await runChecks(verdict)
  const built = await holds(buildIfChanged)
  if (!browser || !built) return console.error('\nThe end-to-end tests did not run.')
  const { counts } = await runJourneys(browser)
  verdict.add(counts)
}

/** A preparation is no test; one that fails is a failure. */
async function holds(prepare) {
  const result = await prepare()
  if (!result) verdict.add({ failed: 1 })
  return result
}
