/** `npm run chaos`: crashes, faults, kills and seeded bugs; `--seeds N`, `--kills N`. */
import { buildIfChanged } from './build.mjs'
import { runProduct } from './product.mjs'
import { underCurrentNode } from './runtime.mjs'

await underCurrentNode()
// The server that is killed is the built one.
if (!(await buildIfChanged())) process.exit(1)
process.exit(await runProduct('e2e/chaos/chaos.ts', process.argv.slice(2)))
