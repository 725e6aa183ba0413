/** `npm run doctor`: whether this configuration will work, one line for each thing; exit code 1 if any will not. */
import { runProduct } from './product.mjs'
import { underCurrentNode } from './runtime.mjs'

await underCurrentNode()
process.exit(await runProduct('scripts/commands/doctor.ts', process.argv.slice(2)))
