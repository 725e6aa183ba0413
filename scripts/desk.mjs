/** `npm run desk`: who may sit at the desk of the built-in helpdesk. */
import { runProduct } from './product.mjs'
import { underCurrentNode } from './runtime.mjs'

await underCurrentNode()
process.exit(await runProduct('scripts/commands/desk.ts', process.argv.slice(2)))
