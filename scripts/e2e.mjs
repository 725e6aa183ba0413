/** `npm run e2e`: the end-to-end tests alone; arguments go to Playwright, and `--full` runs the whole matrix. */
import { findBrowser } from './browser.mjs'
import { buildIfChanged } from './build.mjs'
import { installDependencies, installPostgres } from './dependencies.mjs'
import { runJourneys } from './journeys.mjs'
import { underCurrentNode } from './runtime.mjs'

await underCurrentNode()
process.exit(await endToEnd())

async function endToEnd() {
  if (!(await installDependencies()) || !(await installPostgres())) return 1
  const browser = await findBrowser()
  if (!browser || !(await buildIfChanged())) return 1
  const { code } = await runJourneys(browser, process.argv.slice(2))
  return code
}
