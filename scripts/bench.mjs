/** `npm run bench`: the benchmark; `--quick` for a first impression. */
import { runProduct } from './product.mjs'
import { underCurrentNode } from './runtime.mjs'

await underCurrentNode()
process.exit(await runProduct('e2e/bench/bench.ts', process.argv.slice(2)))
