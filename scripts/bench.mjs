/** `npm run bench`: the benchmark, of the production build; `--quick` for a first impression. */
import { findBrowser } from './browser.mjs'
import { buildIfChanged } from './build.mjs'
import { installDependencies } from './dependencies.mjs'
import { installPeers } from './peers.mjs'
import { runProduct } from './product.mjs'
import { underCurrentNode } from './runtime.mjs'

await underCurrentNode()
process.exit(await bench())

async function bench() {
  const args = process.argv.slice(2)
  // The last run's figures go into the README: nothing is measured.
  if (args.includes('--readme')) return runProduct('e2e/bench/bench.ts', args)
  if (!(await installDependencies()) || !(await installPeers())) return 1
  const browser = await findBrowser()
  if (!browser || !(await buildIfChanged())) return 1
  process.env.DESKBELL_CHROMIUM = browser
  return runProduct('e2e/bench/bench.ts', args)
}
